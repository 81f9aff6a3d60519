namespace Cnn.Dsl;

/// <summary>What a trainable tensor is for; it decides its shape in a weight file.</summary>
public enum ParameterRole
{
    /// <summary>A convolution's kernel, <c>[maps, channels, rows, columns]</c>; with a table of connections <c>[connections, rows, columns]</c>.</summary>
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
    /// <summary>Groups of a kernel: the maps of each read the channels of each, <see cref="Channels"/> of them.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>The channels that each map is connected to, in the order of its kernels; empty where each map reads all of its group.</summary>
    public EquatableArray<EquatableArray<int>> Table { get; init; }

    /// <summary>Whether each map reads one channel, the one of its own number.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == Maps && Channels == 1;

    /// <summary>Pairs of a map and a channel that it reads.</summary>
    public long Connections => Table.Count > 0 ? Table.Sum(channels => (long)channels.Count) : (long)Maps * Channels;

    /// <summary>Elements.</summary>
    public long ElementCount => Connections * Rows * Columns;

    /// <summary>What stands after the layer's name in a weight file.</summary>
    public string Suffix => Role == ParameterRole.Bias ? "bias" : "weight";
}
