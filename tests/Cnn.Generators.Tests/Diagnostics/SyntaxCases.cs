namespace Cnn.Generators.Tests;

/// <summary>CNN4xxx: the text, in a file and inside C#.</summary>
internal static class SyntaxCases
{
    public static IEnumerable<DiagnosticCase> All =>
    [
        Text("CNN4001", "a character of another language", "network Net { input 4x4x1 [|&|] }"),
        Text("CNN4002", "no name", "network [|{|] input 4x4x1, dense 2 }"),
        Text("CNN4003", "an unknown layer", "network Net { input 4x4x1, [|dens|] 2 }"),
        Text("CNN4004", "an unknown option", "network Net { input 4x4x1, dense 2 [|stride|] 2 }"),
        Text("CNN4005", "an option twice", "network Net { input 4x4x1, dense 2 relu [|tanh|] }"),
        Text("CNN4006", "a large number", "network Net { input 4x4x1, dense [|99999999999|] }"),
        Text("CNN4007", "a long text", "[||]" + new string(' ', 1_048_577)),
        Text("CNN4008", "many braces", "network Net { " + new string('{', 63) + "\n[|{|] }").With("CNN4002"),
        Text("CNN4009", "an empty text", "[||]"),
        Text("CNN4009", "a comment only", "[||]# nothing\n"),
        Text("CNN4010", "control characters", "[||]network\0\0\u0001"),
        Text("CNN4011", "errors without end", "network Net {\n" + Lines(100, "&") + "[|&|]\n" + Lines(10, "&") + "}")
            .With("CNN4001", "CNN4002"),
        Text("CNN4012", "layers without end", "network Net {\ninput 4x4x1\n" + Lines(9_999, "relu") + "[|relu|]\n}"),

        Text("CNN4012", "repetition without end", "network Net { input 4x4x1, [|relu|] x2000000000 }"),
        Text("CNN4013", "a division by zero", "block b(n) { dense [|2 / n|] }\nnetwork Net { input 4x4x1, b(0) }"),
        Text("CNN4014", "a rest, used twice", "block b(n) { dense [|n / 2|] }\nnetwork Net { input 4x4x1, b(3), b(5) }"),
        Text("CNN4014", "a rest before another network",
            "block b(n) { dense [|n / 2|] }\nnetwork A { input 4x4x1, dense 2 }\nnetwork B { input 4x4x1, b(3), conv 2 9x9 }"),
        Text("CNN4015", "an unknown parameter", "block b(n) { dense [|m|] }\nnetwork Net { input 4x4x1, b(2) }"),
        Text("CNN4016", "an unknown block", "network Net { input 4x4x1, [|b|](2) }"),
        Text("CNN4017", "a block in itself", "block b(n) { dense n, [|b|](n) }\nnetwork Net { input 4x4x1, b(2) }"),
        Text("CNN4018", "a block twice", "block b(n) { dense n }\nblock [|b|](m) { dense m }\nnetwork Net { input 4x4x1, b(2) }"),
        Text("CNN4019", "a block called like a layer", "block [|dense|](n) { relu }\nnetwork Net { input 4x4x1, dense 2 }"),
        Text("CNN4020", "blocks in blocks", string.Concat(Enumerable.Range(0, 65)
            .Select(i => i == 0 ? "block b0() { relu }\n" : $"block b{i}() {{ b{i - 1}() }}\n"))
            + "block c() { [|b64|]() }\nnetwork Net { input 4x4x1, dense 2 }"),
        Text("CNN4021", "long names", "block b() { relu }\nnetwork Net { input 4x4x1, " + new string('a', 5_000) + ": [|b|]() x1000 }"),
        Text("CNN4022", "read from outside", "network Net { input 4x4x1, aux 1 { a: relu, dense 2 }, dense 2 from [|a|] }"),
        DiagnosticCase.Attributes("CNN4012", "a block without end",
            "[Network, Input(4, 4, 4)]\n[[|Residual|](4, Repeat = 2000000000)]\n[Dense(2)]"),
        DiagnosticCase.Attributes("CNN4006", "a block too wide", "[Network, Input(4, 4, 4)]\n[[|Bottleneck|](2000000000)]\n[Dense(2)]"),
        new("CNN4024", "no such file", ("nets/Net.cnn", "use [|\"block.cnn\"|]\nnetwork Net { input 4x4x1, nowhere(2) }"),
            ("nets/blocks.cnn", "block b(n) { dense n }")),
        new("CNN4024", "no such file, in C#",
            ("src/Net.cs", "using Cnn;\n[Network(Source = \"\"\"\n    use [|\"blocks.cnn\"|]\n    input 4x4x1, b(2)\n    \"\"\")]\npublic "
            + "partial class Net;\n"), ("nets/blocks.cnn", "block b(n) { dense n }")),
        new("CNN4025", "two of each other", ("a.cnn", "use [|\"b.cnn\"|]\nblock a() { relu }\nnetwork Net { input 4x4x1, b() }"),
            ("b.cnn", "use [|\"a.cnn\"|]\nblock b() { relu }")),
        new("CNN4026", "twice", ("Net.cnn", "use \"blocks.cnn\"\nuse [|\"blocks.cnn\"|]\nnetwork Net { input 4x4x1, b(2) }"),
            ("blocks.cnn", "block b(n) { dense n }")),
        new(
            "CNN4027",
            "five long files",
            [("Net.cnn", Lines(1, "use [|\"b0.cnn\"|]") + "network Net { input 4x4x1, b0() }"),
                .. Enumerable.Range(0, 5)
                .Select(i => ($"b{i}.cnn", (i < 4 ? $"use \"b{i + 1}.cnn\"\n" : "") + $"block b{i}() {{ relu }}\n"
                + new string('#', 900_000)))]),
        new("CNN4028", "one block in two files", ("Net.cnn", "use \"a.cnn\"\nuse [|\"b.cnn\"|]\nnetwork Net { input 4x4x1, b(2) }"),
            ("a.cnn", "block b(n) { dense n }"), ("b.cnn", "block b(m) { dense m }")),
        new("CNN4003", "a used file with a mistake", ("Net.cnn", "use \"blocks.cnn\"\nnetwork Net { input 4x4x1, b(2) }"),
            ("blocks.cnn", "block b(n) { [|dens|] n }")),
        new("CNN4002", "a used file whose block is missing", ("Net.cnn", "use \"blocks.cnn\"\nnetwork Net { input 4x4x1, b(2) }"),
            ("blocks.cnn", "[|blok|] b(n) { dense n }")),
        new("CNN2101", "a shape in a used block", ("Net.cnn", "use \"blocks.cnn\"\nnetwork Net { input 4x4x1, b(2) }"),
            ("blocks.cnn", "block b(n) { conv n [|9x9|] }")),
        new(
            "CNN2101",
            "a shape in a block that C# uses",
            ("src/Net.cs", "[Cnn.Network(Source = \"use \\\"../blocks.cnn\\\"\\ninput 4x4x1, b(2)\")] public partial class Net;\n"),
            ("blocks.cnn", "block b(n) { conv n [|9x9|] }")),
        new("CNN4014", "arithmetic of a used block", ("Net.cnn", "use \"blocks.cnn\"\nnetwork Net { input 4x4x1, b(3) }"),
            ("blocks.cnn", "block b(n) { dense [|n / 2|] }")),
        Text("CNN4029", "a block like a layer", "block b() { relu }\nnetwork Net { input 4x4x1, [|b|], dense 2 }"),
        Text("CNN4030", "an argument too few", "block b(n, m) { dense n }\nnetwork Net { input 4x4x1, [|b|](2) }"),
        Text("CNN4001", "a comment of C#", "network Net { input 4x4x1, dense 2 [|//|] of two\n}"),
        Text("CNN4023", "one in another", "network Net { input 4x4x1, aux 1 { [|aux|] 1 { dense 2 }, dense 2 }, dense 2 }"),

        .. Literals("CNN4003", "dens"),
        .. Literals("CNN4004", "stride", "input 4x4x1", "dense 2 {0} 2"),
        .. Literals("CNN2101", "9x9", "input 4x4x1", "conv 2 {0}, dense 2"),
        DiagnosticCase.Source("CNN4002", "at the end of a literal", "\"input 4x4x1, dense[||]\""),

        // Not a copy of the source: the argument as a whole.
        DiagnosticCase.Source("CNN4003", "a literal with escapes", "[|\"input 4x4x1\\ndens 2\"|]"),
        DiagnosticCase.Source("CNN4003", "a verbatim literal with doubled quotes", "[|@\"input 4x4x1, \"\"a\"\": dens 2\"|]"),
        DiagnosticCase.Source("CNN4003", "a concatenation", "[|\"input 4x4x1, \" + \"dens 2\"|]"),
        DiagnosticCase.Source("CNN4003", "an interpolation", "[|$\"input 4x4x1, dens {\"2\"}\"|]"),
        new(
            "CNN4003",
            "a constant",
            ("Net.cs", "using Cnn;\n[Network(Source = [|Texts.Net|])]\npublic partial class Net;\npublic static class Texts { public const "
                + "string Net = \"input 4x4x1, dens 2\"; }\n")),
    ];

    // Every kind of literal whose value is a copy of what stands in the source.
    private static IEnumerable<DiagnosticCase> Literals(string id, string wrong, string first = "input 4x4x1", string second = "{0} 2")
    {
        string marked = second.Replace("{0}", "[|" + wrong + "|]"), line = first + ", " + marked;
        yield return DiagnosticCase.Source(id, "a literal", $"\"{line}\"");
        yield return DiagnosticCase.Source(id, "a literal in parentheses", $"(\"{line}\")");
        yield return DiagnosticCase.Source(id, "a verbatim literal", $"@\"{first}\n  {marked}\"");
        yield return DiagnosticCase.Source(id, "a raw literal", $"\"\"\"{line}\"\"\"");
        yield return DiagnosticCase.Source(id, "a raw literal of five quotes", $"\"\"\"\"\"{line}\"\"\"\"\"");
        foreach (var (name, lineEnd) in new[] { ("LF", "\n"), ("CRLF", "\r\n") })
        {
            yield return DiagnosticCase.Source(
                id, "a raw literal over lines, " + name,
                    string.Join(lineEnd, "\"\"\"", "        # a comment", "", "      ", "          " + first, "        " + marked,
                    "        # more", "        \"\"\""));
            yield return DiagnosticCase.Source(id, "a raw literal over lines without indentation, " + name,
                string.Join(lineEnd, "\"\"\"\"", first, marked, "\"\"\"\""));
            yield return DiagnosticCase.Source(id, "a raw literal indented by tabs, " + name,
                string.Join(lineEnd, "\"\"\"", "\t\t" + first, "\t\t\t" + marked, "\t\t\"\"\""));
        }
    }

    private static string Lines(int count, string line) => string.Concat(Enumerable.Repeat(line + "\n", count));

    private static DiagnosticCase Text(string id, string name, string text) => DiagnosticCase.Text(id, name, text);
}
