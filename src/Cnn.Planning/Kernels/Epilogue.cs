namespace Cnn.Planning;

/// <summary>What happens to a sum before it is stored.</summary>
public enum Epilogue
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>max(0, sum).</summary>
    Relu,

    /// <summary>The sum where it is positive, else a hundredth of it.</summary>
    LeakyRelu,

    /// <summary>ELU.</summary>
    Elu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1.7159 tanh(2/3 sum).</summary>
    ScaledTanh,

    /// <summary>1 / (1 + exp(-sum)).</summary>
    Sigmoid,

    /// <summary>SiLU.</summary>
    Silu,

    /// <summary>Hard swish.</summary>
    HardSwish,

    /// <summary>GELU.</summary>
    Gelu,

    /// <summary>Times the derivative of ReLU at the output that operand Y holds.</summary>
    ReluDerivative,

    /// <summary>Times the derivative of the leaky ReLU at the output that operand Y holds.</summary>
    LeakyReluDerivative,

    /// <summary>Times the derivative of ELU at the output that operand Y holds.</summary>
    EluDerivative,

    /// <summary>Times the derivative of tanh at the output that operand Y holds.</summary>
    TanhDerivative,

    /// <summary>Times the derivative of the scaled tanh at the output that operand Y holds.</summary>
    ScaledTanhDerivative,

    /// <summary>Times the derivative of the sigmoid at the output that operand Y holds.</summary>
    SigmoidDerivative,
}
