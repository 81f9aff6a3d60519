namespace Cnn.Dsl;

/// <summary>What a tensor of a layer is for; it decides its name and shape in a weight file.</summary>
public enum ParameterRole
{
    /// <summary>
    /// A convolution's kernel, <c>[maps, channels, rows, columns]</c>; with a table of connections <c>[connections, rows, columns]</c>.
    /// </summary>
    Kernel,

    /// <summary>A dense layer's matrix, <c>[outputs, channels × rows × columns]</c>.</summary>
    Matrix,

    /// <summary>What is added to each map, <c>[maps]</c>.</summary>
    Bias,

    /// <summary>What each map is multiplied by, <c>[maps]</c>.</summary>
    Scale,

    /// <summary>The running average of each map's mean, <c>[maps]</c>; not trained.</summary>
    RunningMean,

    /// <summary>The running average of each map's variance, <c>[maps]</c>; not trained.</summary>
    RunningVariance,

    /// <summary>The codes of radial basis functions, of −1 and 1, <c>[outputs, inputs]</c>; not trained.</summary>
    Codes,
}

/// <summary>A tensor of a layer that a weight file holds.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Maps">Outputs.</param>
/// <param name="Channels">Input channels that one output reads; 1 for a vector.</param>
/// <param name="Rows">Kernel rows; 1 for a vector.</param>
/// <param name="Columns">Kernel columns; 1 for a vector.</param>
public sealed record ParameterSpec(ParameterRole Role, int Maps, int Channels, int Rows, int Columns)
{
    /// <summary>Groups of a kernel: the maps of each read the channels of each, <see cref="Channels"/> of them.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>
    /// The channels that each map is connected to, in the order of its kernels; empty where each map reads all of its group.
    /// </summary>
    public EquatableArray<EquatableArray<int>> Table { get; init; }

    /// <summary>In which order a weight file has the maps.</summary>
    public ElementOrder MapOrder { get; init; }

    /// <summary>In which order a weight file has the channels that a map reads.</summary>
    public ElementOrder ChannelOrder { get; init; }

    /// <summary>Whether each map reads one channel, the one of its own number.</summary>
    public bool IsDepthwise => Groups > 1 && Groups == Maps && Channels == 1;

    /// <summary>Pairs of a map and a channel that it reads.</summary>
    public long Connections => Table.Count > 0 ? Table.Sum(channels => (long)channels.Count) : (long)Maps * Channels;

    /// <summary>Elements.</summary>
    public long ElementCount => Connections * Rows * Columns;

    /// <summary>Whether it has a number for each map and no more.</summary>
    public bool IsVector => Role is not (ParameterRole.Kernel or ParameterRole.Matrix or ParameterRole.Codes);

    /// <summary>Whether an optimiser changes it.</summary>
    public bool IsTrainable => Role is not (ParameterRole.RunningMean or ParameterRole.RunningVariance or ParameterRole.Codes);

    /// <summary>The first value of each element of a vector.</summary>
    public float InitialValue { get; init; } = Role is ParameterRole.Scale or ParameterRole.RunningVariance ? 1 : 0;

    /// <summary>How the first values of a kernel or matrix are drawn.</summary>
    public WeightInit Init { get; init; }

    /// <summary>What stands after the layer's name in a weight file.</summary>
    public string Suffix => Role switch
    {
        ParameterRole.Bias => "bias",
        ParameterRole.RunningMean => "running_mean",
        ParameterRole.RunningVariance => "running_var",
        _ => "weight",
    };

    /// <summary>A number for each map.</summary>
    public static ParameterSpec Vector(ParameterRole role, int maps, ElementOrder order) => new(role, maps, 1, 1, 1) { MapOrder = order };
}
