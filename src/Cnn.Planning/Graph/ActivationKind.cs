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
        isTraining && activation.DerivativeNeedsInput() ? Epilogue.None : activation switch
    {
        Activation.Elu => Epilogue.Elu,
        Activation.Tanh => Epilogue.Tanh,
        Activation.ScaledTanh => Epilogue.ScaledTanh,
        Activation.Sigmoid => Epilogue.Sigmoid,
        Activation.Silu => Epilogue.Silu,
        Activation.HardSwish => Epilogue.HardSwish,
        Activation.Gelu => Epilogue.Gelu,
        _ => activation.Forward(),
    };

    /// <summary>
    /// What an affine step does in registers before it stores; <see cref="Epilogue.None"/> where the activation is a step of its own.
    /// </summary>
    public static Epilogue Forward(this Activation activation) => activation switch
    {
        Activation.Relu => Epilogue.Relu,
        Activation.LeakyRelu => Epilogue.LeakyRelu,
        _ => Epilogue.None,
    };

    /// <summary>
    /// How a gradient passes through the activation as it is stored; <see cref="Epilogue.None"/> where that is a step of its own.
    /// </summary>
    public static Epilogue Derivative(this Activation activation) => activation switch
    {
        Activation.Relu => Epilogue.ReluDerivative,
        Activation.LeakyRelu => Epilogue.LeakyReluDerivative,
        Activation.Elu => Epilogue.EluDerivative,
        Activation.Tanh => Epilogue.TanhDerivative,
        Activation.ScaledTanh => Epilogue.ScaledTanhDerivative,
        Activation.Sigmoid => Epilogue.SigmoidDerivative,
        _ => Epilogue.None,
    };
}
