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
        Text("CNN4011", "errors without end", "network Net {\n" + Lines(100, "&") + "[|&|]\n" + Lines(10, "&") + "}").With("CNN4001", "CNN4002"),
        Text("CNN4012", "layers without end", "network Net {\ninput 4x4x1\n" + Lines(9_999, "relu") + "[|relu|]\n}"),

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
            ("Net.cs", "using Cnn;\n[Network(Source = [|Texts.Net|])]\npublic partial class Net;\npublic static class Texts { public const string Net = \"input 4x4x1, dens 2\"; }\n")),
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
                id, "a raw literal over lines, " + name, string.Join(lineEnd, "\"\"\"", "        # a comment", "", "      ", "          " + first, "        " + marked, "        # more", "        \"\"\""));
            yield return DiagnosticCase.Source(id, "a raw literal over lines without indentation, " + name, string.Join(lineEnd, "\"\"\"\"", first, marked, "\"\"\"\""));
            yield return DiagnosticCase.Source(id, "a raw literal indented by tabs, " + name, string.Join(lineEnd, "\"\"\"", "\t\t" + first, "\t\t\t" + marked, "\t\t\"\"\""));
        }
    }

    private static string Lines(int count, string line) => string.Concat(Enumerable.Repeat(line + "\n", count));

    private static DiagnosticCase Text(string id, string name, string text) => DiagnosticCase.Text(id, name, text);
}
