namespace Cnn.Dsl;

/// <summary>What a trainable tensor is for; it decides its shape in a weight file.</summary>
public enum ParameterRole
{
    /// <summary>A convolution's kernel, <c>[maps, channels, rows, columns]</c>.</summary>
    Kernel,

    /// <summary>A dense layer's matrix, <c>[outputs, channels × rows × columns]</c>.</summary>
    Matrix,

    /// <summary>A bias, <c>[maps]</c>.</summary>
    Bias,
}

/// <summary>A trainable tensor of a layer.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Maps">Outputs.</param>
/// <param name="Channels">Input channels that one output reads; 1 for a bias.</param>
/// <param name="Rows">Kernel rows; 1 for a bias.</param>
/// <param name="Columns">Kernel columns; 1 for a bias.</param>
public sealed record ParameterSpec(ParameterRole Role, int Maps, int Channels, int Rows, int Columns)
{
    /// <summary>Elements.</summary>
    public long ElementCount => (long)Maps * Channels * Rows * Columns;

    /// <summary>What stands after the layer's name in a weight file.</summary>
    public string Suffix => Role == ParameterRole.Bias ? "bias" : "weight";
}
