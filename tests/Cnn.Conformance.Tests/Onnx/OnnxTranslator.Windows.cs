using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Conformance.Tests;

public static partial class OnnxTranslator
{
    private static OnnxTranslation Convolution(OnnxCase one)
    {
        if (one.X.Rank != 4) return OnnxTranslation.Out("maps have rows and columns");
        var kernel = one.Operands[1]!;
        var (rows, columns) = (kernel.Dimensions[2], kernel.Dimensions[3]);
        int[] dilations = one.Node.Integers("dilations", [1, 1]);
        int groups = one.Node.Integer("group", 1);
        string statement = $"conv {kernel.Dimensions[0]} {rows}x{columns}{Stride(one)}{Padding(one, rows, columns)}";
        if (dilations.Any(dilation => dilation != 1)) statement += $" dilation {dilations[0]}x{dilations[1]}";
        if (groups != 1) statement += $" groups {groups}";
        foreach (string option in statement.Split(' ').Where(word => word is "dilation" or "groups"))
            if (LayerCatalog.ByKeyword["conv"].Syntax.Options.All(candidate => candidate.Keyword != option))
                return OnnxTranslation.Out($"not yet: `conv … {option}`");
        return one.Operand(2) is { } bias
            ? Layer(one, statement, null, ("conv1.weight", Floats(kernel)), ("conv1.bias", Floats(bias)))
            : Layer(one, statement + " nobias", null, ("conv1.weight", Floats(kernel)));
    }

    // A row of pixels is a map of one row.
    private static OnnxTranslation Pool(OnnxCase one, string keyword)
    {
        if (one.Node.Integers("dilations", [1]).Any(dilation => dilation != 1)) return OnnxTranslation.Out("a pooling window has no gaps");
        int[] kernel = one.Node.Integers("kernel_shape", []);
        if (kernel.Length > 2) return OnnxTranslation.Out("maps have rows and columns");
        if (kernel.Length == 1) return Layer(one, $"{keyword} 1x{kernel[0]} stride {one.Node.Integers("strides", [1])[0]}", "NCW");
        string statement = $"{keyword} {kernel[0]}x{kernel[1]}{Stride(one)}{Padding(one, kernel[0], kernel[1])}";
        if (one.Node.Integer("ceil_mode", 0) != 0) statement += " ceil";
        if (one.Node.Integer("count_include_pad", 0) != 0) statement += " count_pad";
        return Layer(one, statement);
    }

    private static OnnxTranslation Pad(OnnxCase one)
    {
        if (one.Node.Text("mode", "constant") != "constant") return OnnxTranslation.Out("padding is zeros");
        if (one.Operand(2) is { } value && value.Values[0] != 0)
            return OnnxTranslation.Out(Invariant.Format($"padding is zeros, not {value.Values[0]}"));
        int[] axes = one.Operand(3) is { } given ? [.. given.Values.Select(axis => ((int)axis + one.X.Rank) % one.X.Rank)]
            : [.. Enumerable.Range(0, one.X.Rank)];
        int[] pads = [.. one.Operands[1]!.Values.Select(pad => (int)pad)];
        if (axes.Where((axis, i) => axis < 2 && (pads[i] != 0 || pads[axes.Length + i] != 0)).Any())
            return OnnxTranslation.Out("padding is around pixels");
        return Layer(one, $"pad {Side(2, 0)} {Side(2, 1)} {Side(3, 0)} {Side(3, 1)}");

        int Side(int axis, int end) => Array.IndexOf(axes, axis) is >= 0 and var i ? pads[end * axes.Length + i] : 0;
    }

    private static string Stride(OnnxCase one)
    {
        int[] strides = one.Node.Integers("strides", [1, 1]);
        return $" stride {strides[0]}x{strides[1]}";
    }

    // SAME_LOWER puts the odd row and column before the map, which only explicit padding can say.
    private static string Padding(OnnxCase one, int rows, int columns)
    {
        int[] strides = one.Node.Integers("strides", [1, 1]), dilations = one.Node.Integers("dilations", [1, 1]),
            pads = one.Node.Integers("pads", [0, 0, 0, 0]);
        switch (one.Node.Text("auto_pad", "NOTSET"))
        {
            case "SAME_UPPER":
                return " same";
            case "SAME_LOWER":
                int vertical = Total(one.X.Dimensions[2], rows, strides[0], dilations[0]),
                    horizontal = Total(one.X.Dimensions[3], columns, strides[1], dilations[1]);
                pads = [vertical - vertical / 2, horizontal - horizontal / 2, vertical / 2, horizontal / 2];
                break;
        }
        return pads.All(pad => pad == 0) ? "" : $" pad {pads[0]} {pads[2]} {pads[1]} {pads[3]}";

        static int Total(int size, int window, int stride, int dilation) =>
            Math.Max(0, ((size + stride - 1) / stride - 1) * stride + (window - 1) * dilation + 1 - size);
    }
}
