namespace Cnn.Dsl;

/// <summary>What two inputs of a join would be if the windows before them that pad nothing had the padding <c>same</c>.</summary>
/// <param name="Layers">The layers that would pad, the earlier ones first.</param>
/// <param name="First">The shape that the first input would have.</param>
/// <param name="Other">The shape that the other one would have.</param>
internal sealed record PaddedBranch(IReadOnlyList<string> Layers, TensorShape First, TensorShape Other)
{
    // What is farther back than this is no branch that one sees the end of.
    private const int Longest = 64;

    /// <summary>
    /// The two branches from where they part; null where that changes nothing, or where something joins or makes vectors on the way.
    /// </summary>
    public static PaddedBranch? Of(LayerReader reader, int first, int other)
    {
        if (reader.Before.Count == 0) return null;
        var (one, two) = (Chain(reader, reader.Inputs[first]), Chain(reader, reader.Inputs[other]));
        int found = two.FindIndex(one.Contains);
        if (found < 0) return null;
        int parting = two[found];
        var layers = new SortedSet<int>();
        if (Along(reader, one, parting, layers) is not { } a || Along(reader, two, parting, layers) is not { } b) return null;
        bool isOther = (a, b) != (reader.InputShapes[first], reader.InputShapes[other]);
        return isOther ? new([.. layers.Select(position => reader.Before[position]!.Name)], a, b) : null;
    }

    /// <summary>The layers as messages name them, and what they do now: <c>'conv1' and 'conv2' pad nothing</c>.</summary>
    public string Finding => Invariant.Format($"{Names} {(Layers.Count == 1 ? "pads" : "pad")} nothing");

    /// <summary>What to do: <c>Write 'same' … for 'conv1' and 'conv2'</c>.</summary>
    public string Advice => $"Write 'same' (with attributes, Padding = Padding.Same) for {Names}";

    private string Names => string.Join(" and ", Layers.Select(name => $"'{name}'"));

    // The layer and those before it, as far as each reads one only.
    private static List<int> Chain(LayerReader reader, int position)
    {
        var chain = new List<int> { position };
        while (chain.Count < Longest && reader.Before[position] is { Inputs: { Count: 1 } inputs })
        {
            position = inputs[0];
            chain.Add(position);
        }
        return chain;
    }

    private static TensorShape? Along(LayerReader reader, List<int> chain, int parting, SortedSet<int> layers)
    {
        var shape = reader.Before[parting]!.Output;
        for (int i = chain.IndexOf(parting) - 1; i >= 0; i--)
        {
            var layer = reader.Before[chain[i]]!;
            var window = layer.FieldWindow;
            var (input, output) = (layer.Input, layer.Output);
            if ((output.Height, output.Width) != (window.OutputRows(input.Height), window.OutputColumns(input.Width))) return null;
            if (output.IsVector && !input.IsVector && (window.Rows, window.Columns) == (input.Height, input.Width)) return null;
            bool pads = !window.IsClipped && (window.EffectiveRows > 1 || window.EffectiveColumns > 1);
            if (pads) layers.Add(chain[i]);
            shape = pads
                ? new(Ceiling(shape.Height, window.StrideRows), Ceiling(shape.Width, window.StrideColumns), layer.Output.Channels)
                : new(window.OutputRows(shape.Height), window.OutputColumns(shape.Width), layer.Output.Channels);
        }
        return shape;
    }

    private static int Ceiling(int size, int stride) => (int)(((long)size + stride - 1) / stride);
}
