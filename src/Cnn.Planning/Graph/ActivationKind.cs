namespace Cnn.Planning;

/// <summary>What planning asks of an activation.</summary>
internal static class ActivationKind
{
    /// <summary>
    /// Whether its derivative is a function of its input only: these are not monotonic, so that two inputs can have one output.
    /// </summary>
    public static bool DerivativeNeedsInput(this Activation activation) =>
        activation is Activation.Silu or Activation.HardSwish or Activation.Gelu;

    /// <summary>
    /// What a contraction does to its sums as it stores them; <see cref="Epilogue.None"/> where the way back needs the sums, so that the
    /// activation is a step of its own.
    /// </summary>
    public static Epilogue AfterSums(this Activation activation, bool isTraining) =>
        isTraining && activation.DerivativeNeedsInput() ? Epilogue.None : Epilogue.Of(activation);

    /// <summary>
    /// What an affine step does in registers before it stores; <see cref="Epilogue.None"/> where the activation is a step of its own.
    /// </summary>
    public static Epilogue Forward(this Activation activation) =>
        activation is Activation.Relu or Activation.LeakyRelu ? Epilogue.Of(activation) : Epilogue.None;

    /// <summary>
    /// How a gradient passes through the activation as it is stored; <see cref="Epilogue.None"/> where that is a step of its own.
    /// </summary>
    public static Epilogue Derivative(this Activation activation) =>
        activation == Activation.None || activation.DerivativeNeedsInput() ? Epilogue.None : Epilogue.DerivativeOf(activation);
}
