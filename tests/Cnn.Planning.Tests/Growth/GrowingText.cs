using System.Text;

namespace Cnn.Planning.Tests;

/// <summary>Texts of any length, each of a kind that some loop over it may take badly.</summary>
/// <param name="Name">For people.</param>
/// <param name="Size">How large a text is to be measured: layers, names or reads.</param>
/// <param name="Text">The text of a size.</param>
public sealed record GrowingText(string Name, int Size, Func<int, string> Text)
{
    /// <summary>All of them.</summary>
    public static IEnumerable<GrowingText> All => Valid.Concat(Wrong);

    /// <summary>Networks without a mistake.</summary>
    public static IReadOnlyList<GrowingText> Valid { get; } =
    [
        new("convolutions", 1000, n => Network(Repeat(n, _ => "conv 4 3x3 pad 1 relu"))),
        new("dense layers", 1000, n => Network(Repeat(n, _ => "dense 4 relu"))),
        new("dense layers of many sizes", 1000, n => Network(Repeat(n, i => $"dense {1 + i * 37 % 101} relu"))),
        new("poolings of many sizes", 500, n => Network(
            Repeat(n, i => $"conv {1 + i * 7 % 40} 1x1 from r\nmaxpool {1 + i % 4}x{1 + i % 3}\nflatten\nd{i}: dense 3 relu")
                + Sum("d", n))),
        new("auxiliary classifiers", 500, n => Network(Repeat(n, _ => "aux 0.3 { flatten, dense 2 }") + "flatten, dense 2")),
        new("concatenations of all that stands before", 1800, n => DenseNet((int)Math.Sqrt(2 * n))),
        new("concatenations that are copied", 1800, n =>
            DenseNet((int)Math.Sqrt(2 * n)).Replace(": conv 16 3x3 pad 1 relu", ": conv 12 3x3 pad 1")),
        new("concatenations of concatenations", 400, n => Network(
            "c0: conv 16 1x1\n" + Repeat(n, i => $"a{i}: conv 16 1x1\nc{i + 1}: concat c{i} a{i}"))),
        new("residual blocks", 400, n => Network("conv 16 1x1\n"
            + Repeat(n, _ => "residual relu { conv 16 3x3 pad 1, batchnorm, relu, conv 16 3x3 pad 1, batchnorm }"))),
        new("sums that read one layer", 400, n => Network(Repeat(n, i => $"a{i}: conv 4 1x1 from r\ns{i}: add r a{i} relu") + Sum("s", n))),
        new("convolutions of one image", 400, n =>
            "network N { input 8x8x1\n" + Repeat(n, i => $"a{i}: conv 4 3x3 pad 1 from input") + Sum("a", n) + " }"),
        new("a sum of one layer over and over", 2000, n => Network("add " + Repeat(n, _ => "r ", ""))),
        new("a concatenation of one layer over and over", 2000, n => Network("concat " + Repeat(n, _ => "r ", ""))),
        new("activations in place", 1000, n => Network(Repeat(n, _ => "gelu\ndropout 0.1"))),
        new("activations with trained numbers", 400, n => Network(Repeat(n, i => $"a{i}: conv 4 1x1 prelu\nadd a{i} r prelu"))),
        new("layers whose methods are called alike", 500, n => Network(Repeat(n, i => $"\"a{Marks(i)}\": maxpool 1x1"))),
        new("layers of a block with a name", 500, n => $"block b() {{ {Repeat(n, _ => "relu")} }}\n{Network("a: b()")}"),
        new("parameters of a block", 500, n => $"block b({string.Join(", ", Names("p", n))}) {{ {Repeat(n, i => $"conv p{i} 1x1")} }}\n"
            + Network($"b({string.Join(", ", Enumerable.Repeat("4", n))})")),
        new("blocks and their uses", 1000, n => Repeat(n, i => $"block b{i}() {{ relu }}") + Network(Repeat(n, i => $"b{i}()"))),
        new("networks", 500, n => Repeat(n, i => $"network N{i} {{ input 4x4x4\nconv 4 1x1, flatten, dense 2 }}")),
        new("names that grow in nested blocks", 200, n => Nested(n)),
        new("arithmetic", 2000, n => $"block b(n) {{ conv n{Repeat(n, _ => "+1-1", "")} 1x1 }}\nnetwork N {{ input 4x4x4\nb(4) }}"),
    ];

    /// <summary>Networks with mistakes, all of a kind.</summary>
    public static IReadOnlyList<GrowingText> Wrong { get; } =
    [
        new("a budget of a byte", 1000, n => Network("budget training 1 B\nbudget inference 1 B\n" + Repeat(n, _ => "dense 4 relu"))),
        new("unknown blocks", 1000, n => Repeat(n, i => $"block b{i}() {{ relu }}") + Network(Repeat(n, i => $"c{i}()"))),
        new("blocks of one name", 40_000, n =>
            Repeat((int)Math.Sqrt(2 * n), i => $"block b({string.Join(", ", Names("p", i + 1))}) {{ relu }}")
                + Network(Repeat(200, _ => "b()"))),
        new("unknown parameters", 2000, n => $"block b({string.Join(", ", Names("p", n))}) {{ {Repeat(200, i => $"conv q{i} 1x1")} }}"),
        new("unknown layers to read", 2000, n => Network("add " + string.Join(' ', Names("u", n)))),
        new("layers that read unknown ones", 1000, n => Network(Repeat(n, i => $"relu from u{i}"))),
        new("summands of another shape", 1000, n => Network("w: conv 5 1x1\nadd r " + Repeat(n, _ => "w ", ""))),
        new("layers of one name", 1000, n => Network(Repeat(n, _ => "a: relu"))),
        new("unknown files", 1000, n => Repeat(n, i => $"use \"f{i}.cnn\"") + Network("relu")),
        new("unknown words", 2000, n => Network(Repeat(n, i => $"rellu{i}"))),
        new("options over and over", 2000, n => Network("conv 4 3x3 " + Repeat(n, _ => "relu ", ""))),
        new("long words", 50_000, n => $"block {new string('a', n)}() {{ relu }}\n" + Network($"{new string('a', n - 1)}b()")),
    ];

    /// <summary>
    /// So many concatenations, each of all layers before it: every layer reads what all others wrote (Huang et al., 2017).
    /// </summary>
    public static string DenseNet(int layers)
    {
        var text = new StringBuilder("network N { input 4x4x16\nx: conv 16 1x1\n");
        for (int i = 1; i <= layers; i++)
            text.Append(
                FormattableString.Invariant(
                    $"a{i}: conv 16 3x3 pad 1 relu\nc{i}: concat x {string.Join(' ', Names("a", i + 1).Skip(1))}\n"));
        return text.Append("flatten, dense 2 }").ToString();
    }

    // Sixteen levels of named uses around so many names that are read.
    private static string Nested(int count)
    {
        var text = new StringBuilder("block b0() { x: relu, y: tanh, add " + Repeat(count, _ => "x y ", "") + "}\n");
        for (int i = 1; i < 16; i++) text.Append(FormattableString.Invariant($"block b{i}() {{ n{i}: b{i - 1}() }}\n"));
        return text.Append("network N { input 4x4x4\nb15() }").ToString();
    }

    // A number in signs that no member's name has.
    private static string Marks(int number) =>
        string.Concat(FormattableString.Invariant($"{number}").Select(digit => "!?$%&()*+;"[digit - '0']));

    private static string Network(string statements) => "network N { input 4x4x4\nr: relu\n" + statements + "\n}\n";

    private static string Sum(string prefix, int count) => "add " + string.Join(' ', Names(prefix, count));

    private static IEnumerable<string> Names(string prefix, int count) =>
        Enumerable.Range(0, count).Select(i => FormattableString.Invariant($"{prefix}{i}"));

    private static string Repeat(int count, Func<int, string> piece, string end = "\n") =>
        string.Concat(Enumerable.Range(0, count).Select(i => piece(i) + end));
}
