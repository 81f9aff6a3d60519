namespace Cnn.Planning;

/// <summary>What happens to a sum before it is stored: nothing, an activation, or the derivative of one.</summary>
/// <param name="Activation">The activation.</param>
/// <param name="IsDerivative">
/// Whether the sum is a gradient that is multiplied by the activation's derivative, at the output that operand Y holds.
/// </param>
public readonly record struct Epilogue(Activation Activation, bool IsDerivative)
{
    /// <summary>Nothing.</summary>
    public static Epilogue None => default;

    /// <summary>An activation.</summary>
    public static Epilogue Of(Activation activation) => new(activation, IsDerivative: false);

    /// <summary>The derivative of an activation.</summary>
    public static Epilogue DerivativeOf(Activation activation) => new(activation, IsDerivative: true);

    /// <summary>As code calls it: <c>Tanh</c>, <c>TanhDerivative</c>.</summary>
    public override string ToString() => IsDerivative ? Activation + "Derivative" : Activation.ToString();
}
