using CsCheck;
using Cnn.Dsl;

namespace Cnn.Conformance.Tests;

/// <summary>
/// Draws the statements of networks. Most are sound, of layers that fit whatever they read; others have one thing wrong. Nothing here knows
/// which is which: that is for the resolver to say.
/// </summary>
internal static class RandomText
{
    private static readonly Gen<string> s_extent = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 4], (rows, columns) => $"{rows}x{columns}");

    private static readonly Gen<string> s_stride = Gen.Frequency(
        (3, Gen.Const("")), (2, Gen.Int[1, 3].Select(stride => $" stride {stride}")),
            (1, Gen.Select(Gen.Int[1, 3], Gen.Int[1, 3], (rows, columns) => $" stride {rows}x{columns}")));

    private static readonly Gen<string> s_padding = Gen.Frequency(
        (4, Gen.Const(" same")), (1, Gen.Const("")), (1, Gen.Int[0, 2].Select(pad => $" pad {pad}")),
        (1, Gen.Int[0, 2].Array[4].Select(pads => " pad " + string.Join(' ', pads))));

    private static readonly Gen<string> s_word = Gen.OneOf([.. LayerSyntax.ActivationOptions.Select(option => option.Keyword)]);

    private static readonly Gen<string> s_activation = Gen.Frequency((1, Gen.Const("")), (2, s_word.Select(word => " " + word)));

    private static readonly Gen<string> s_maps = Gen.Frequency((4, Gen.Int[1, 20]), (1, Gen.Const(33))).Select(maps => $"{maps}");

    private static readonly Gen<string> s_convolution = Gen.Select(s_maps, s_extent, s_stride, s_padding,
        Gen.OneOf("", " nobias", " bias", " dilation 2", " groups 2 nobias"), s_activation)
        .Select((maps, kernel, stride, padding, bias, activation) => $"conv {maps} {kernel}{stride}{padding}{bias}{activation}");

    private static readonly Gen<string> s_spatial = Gen.Select(Gen.OneOf("maxpool", "avgpool"), s_extent, s_stride, s_padding,
        Gen.OneOf("", " ceil"))
        .Select((pool, window, stride, padding, ceil) => $"{pool} {window}{stride}{padding}{ceil}");

    private static readonly Gen<string> s_other = Gen.OneOf(
        s_word,
        Gen.OneOf("global_avgpool", "global_maxpool", "flatten", "maxpool depth 1", "avgpool depth 2", "maxpool ksize 1 1 1 1",
            "avgpool 2x2 stride 1 same count_pad"),
        Gen.Double[0, 0.9].Select(rate => "dropout " + Invariant.Number(rate)),
        Gen.Int[0, 2].Array[4].Select(sides => "pad " + string.Join(' ', sides)),
        Gen.Select(s_maps, s_activation, (outputs, activation) => $"dense {outputs}{activation}"),
        Known("lrn", "lrn size 3", "lrn", "lrn caffe"),
        Known("batchnorm", "batchnorm"),
        Known("depthwise", "depthwise 3x3 same", "depthwise 2x3 stride 2 same relu"));

    // What leaves the shape as it is, so that it fits into any join.
    private static readonly Gen<string> s_neutral = Gen.OneOf(s_word,
        Gen.OneOf("maxpool 3x3 stride 1 same", "avgpool 2x3 stride 1 same", "dropout 0.25"));

    private static readonly Gen<string> s_join = Gen.OneOf(
        Gen.Select(s_activation, s_neutral, (activation, inside) => $"residual{activation} {{ {inside} }}"),
        Gen.Select(s_activation, s_maps, Gen.Int[1, 2], s_activation, s_neutral).Select((activation, maps, stride, inner, inside) =>
            $"residual{activation} {{ conv {maps} 3x3 stride {stride} same{inner}, {inside} }} shortcut {{ conv {maps} 1x1 stride {stride} "
                + $"same }}"),
        Gen.Select(s_maps, s_activation, s_neutral).Select((maps, activation, inside) =>
            $"concat {{ branch {{ conv {maps} 3x3 same{activation} }} branch {{ {inside} }} branch {{ }} }}"),
        Gen.Select(s_neutral, s_neutral).Select((one, other) => $"add {{ branch {{ {one} }} branch {{ {other}, {one} }} }}"));

    private static readonly Gen<string> s_layer = Gen.Frequency((4, s_convolution), (3, s_spatial), (4, s_other), (3, s_join));

    private static readonly Gen<string> s_ending = Gen.OneOf(
        Gen.Const(""), Gen.Int[2, 11].Select(classes => $"dense {classes}, softmax"),
            Gen.Int[1, 5].Select(outputs => $"dense {outputs} sigmoid"), Gen.Const("sigmoid"));

    private static readonly Gen<string> s_mistake = Gen.OneOf(
        "conv 0 3x3", "conv 4 99x99", "conv 4", "conv 4 3", "conv 4 3x3 same pad 1", "conv 4 3x3 stride 0", "maxpool ksize 2 2 2 1",
            "maxpool ksize 1 2 2", "maxpool depth 77",
        "avgpool 2x2 depth 2", "dense", "dense -1", "dense 2147483648", "dropout 1", "dropout x", "relu from nowhere", "add input",
            "concat a b", "softmax, relu", "input 1x1x1",
        "residual { conv 99 2x2 }", "residual { relu", "}", "unknown", "block b(n) { relu }", "relu x0", "relu x2000000000", "\"\": relu",
            "x: relu, x: relu", "pad 1 2 3", "flatten 3",
        "save: dense 3, relu", "\u0001");

    private static readonly Gen<string> s_sound = Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 5], Gen.Int[1, 3],
        s_layer.Array[1, 5], s_ending)
        .Select((height, width, channels, batch, layers, ending) =>
            $"  batch {batch + 1}\n  inference_batch {batch}\n  input {height}x{width}x{channels}\n  {string.Join("\n  ", layers)}\n  "
                + $"{ending}\n");

    /// <summary>The statements of a network.</summary>
    public static Gen<string> Statements { get; } = Gen.Frequency(
        (3, s_sound), (1, Gen.Select(s_sound, s_mistake, Gen.Double.Unit, Spoil)));

    // In place of a line or behind it.
    private static string Spoil(string statements, string mistake, double place)
    {
        string[] lines = statements.Split('\n');
        int line = (int)(place * (lines.Length - 1));
        lines[line] = place * 100 % 1 < 0.5 ? mistake : lines[line] + ", " + mistake;
        return string.Join('\n', lines);
    }

    private static Gen<string> Known(string keyword, params string[] layers) =>
        LayerCatalog.ByKeyword.ContainsKey(keyword) ? Gen.OneOf(layers) : s_word;
}
