using System.Text.Json;
using System.Text.Json.Serialization;
using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// One case of TensorFlow's own tests of pooling (it has a <see cref="Ksize"/>) or of convolution (it has a <see cref="FilterShape"/>).
/// </summary>
public sealed record TensorFlowCase
{
    /// <summary>Its name in TensorFlow's tests, and the class of its network in ours.</summary>
    public string Name { get; init; } = "";

    /// <summary><c>max</c> or <c>avg</c>, for pooling.</summary>
    public string Kind { get; init; } = "max";

    /// <summary><c>[batch, height, width, channels]</c>.</summary>
    public required int[] InputShape { get; init; }

    /// <summary>Whether a pooling case's input is negated.</summary>
    public bool Negated { get; init; }

    /// <summary>The pooling window, <c>[batch, height, width, channels]</c>.</summary>
    public int[]? Ksize { get; init; }

    /// <summary>The filter, <c>[rows, columns, channels, maps]</c>.</summary>
    public int[]? FilterShape { get; init; }

    /// <summary>Four numbers for pooling, rows and columns for a convolution.</summary>
    public required int[] Strides { get; init; }

    /// <summary>Rows and columns from one element of a filter to the next; absent where they are neighbours.</summary>
    public int[]? Dilations { get; init; }

    /// <summary><c>SAME</c>, <c>VALID</c> or four pairs.</summary>
    public required JsonElement Padding { get; init; }

    /// <summary><c>[batch, height, width, channels]</c>; absent for what is rejected.</summary>
    public int[]? OutputShape { get; init; }

    /// <summary>The output.</summary>
    public double[]? Expected { get; init; }

    /// <summary>Our issue's id, where TensorFlow rejects.</summary>
    public string? Issue { get; init; }

    /// <summary>The shape of one input instance.</summary>
    [JsonIgnore]
    public TensorShape Input => new(InputShape[1], InputShape[2], InputShape[3]);

    /// <summary>The input by TensorFlow's rule.</summary>
    public double[] InputValues()
    {
        int count = InputShape.Aggregate(1, (product, side) => product * side);
        return Enumerable.Range(0, count).Select(f => FilterShape is not null ? f + 1.0 : ((f + 128) % 255 - 127) * (Negated ? -1.0 : 1.0))
            .ToArray();
    }

    /// <summary>A convolution's filter by TensorFlow's rule, moved to the weight file's <c>[maps, channels, rows, columns]</c>.</summary>
    public double[] FilterValues()
    {
        int[] shape = FilterShape ?? throw new InvalidOperationException($"Case '{Name}' pools and has no filter.");
        var (rows, columns, channels, maps) = (shape[0], shape[1], shape[2], shape[3]);
        var moved = new double[rows * columns * channels * maps];
        int value = 0;
        for (int r = 0; r < rows; r++)
            for (int s = 0; s < columns; s++)
                for (int c = 0; c < channels; c++)
                    for (int k = 0; k < maps; k++)
                        moved[((k * channels + c) * rows + r) * columns + s] = ++value;
        return moved;
    }

    /// <summary>The case as a network's declaration.</summary>
    public NetworkDeclaration ToDeclaration()
    {
        var arguments = new List<(string, object)>();
        if (Padding.ValueKind == JsonValueKind.String) arguments.Add(("padding", Padding.GetString()!.ToLowerInvariant()));
        else arguments.Add(("pad", ExplicitPadding()));
        if (FilterShape is { } filter)
            arguments.AddRange([("maps", filter[3]), ("kernel", new[] { filter[0], filter[1] }), ("stride", Strides), ("bias", false)]);
        else
            arguments.AddRange([("ksize", Ksize!), ("strides", Strides)]);
        if (Dilations is not null) arguments.Add(("dilation", Dilations));
        return Declare.Network(Name, InputShape[0], Declare.Input(Input.Height, Input.Width, Input.Channels),
            Declare.Layer(Keyword, [.. arguments]));
    }

    /// <summary>The case as <c>.cnn</c> text.</summary>
    public string ToText()
    {
        string layer = FilterShape is { } filter
            ? $"conv {filter[3]} {filter[0]}x{filter[1]} stride {Strides[0]}x{Strides[1]}"
            : $"{Keyword} ksize {string.Join(' ', Ksize!)} strides {string.Join(' ', Strides)}";
        if (Dilations is not null) layer += $" dilation {Dilations[0]}x{Dilations[1]}";
        layer += Padding.ValueKind == JsonValueKind.String ? " " + Padding.GetString()!.ToLowerInvariant()
            : " pad " + string.Join(' ', ExplicitPadding());
        if (FilterShape is not null) layer += " nobias";
        string batch = InputShape[0] == 1 ? "" : $"  inference_batch {InputShape[0]}\n";
        return $"network {Name} {{\n{batch}  input {Input}\n  {layer}\n}}\n";
    }

    private string Keyword => FilterShape is not null ? "conv" : Kind + "pool";

    // Numbers for instances or channels have no place in our four (top, bottom, left, right): all eight are given, and rejected for their
    // count.
    private int[] ExplicitPadding()
    {
        int[][] pairs = Padding.Deserialize<int[][]>()!;
        bool spatialOnly = pairs[0].Concat(pairs[3]).All(side => side == 0);
        return spatialOnly ? [.. pairs[1], .. pairs[2]] : [.. pairs.SelectMany(pair => pair)];
    }
}
