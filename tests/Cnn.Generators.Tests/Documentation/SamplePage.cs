using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.Generators.Tests;

/// <summary>
/// The C# of a page as a program. Types belong to the whole page. The first sample with statements is the page's beginning, and each other
/// one goes on from there, as the page tells its reader.
/// </summary>
internal sealed class SamplePage
{
    private readonly string _name;

    /// <param name="name">What places in messages are told of.</param>
    /// <param name="text">The page.</param>
    public SamplePage(string name, string text)
    {
        _name = name;
        string[] lines = text.Split('\n');
        var found = new List<(int Line, SyntaxTree Tree)>();
        for (int i = 0; i < lines.Length; i++)
        {
            // Also within a list, where a fence is indented.
            if (lines[i].Trim() != "```csharp") continue;
            int end = Array.FindIndex(lines, i + 1, line => line.Trim() == "```");
            found.Add((i + 2, Harness.Tree(name, string.Join('\n', lines[(i + 1)..end]))));
            i = end;
        }
        Samples = [.. found];
    }

    /// <summary>Each sample, with the line of the page that it begins at.</summary>
    public IReadOnlyList<(int Line, SyntaxTree Tree)> Samples { get; }

    /// <summary>The lines of the samples that run.</summary>
    public IEnumerable<int> Running => Samples.Where(sample => StatementsOf(sample.Tree).Any()).Select(sample => sample.Line);

    /// <summary>A program that runs the sample whose line is its first argument.</summary>
    public string ToProgram()
    {
        var program = new StringBuilder();
        // What Microsoft.NET.Sdk brings by itself.
        foreach (string name in new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http",
            "System.Threading", "System.Threading.Tasks", "Cnn" })
            program.Append(CultureInfo.InvariantCulture, $"using {name};\n");
        foreach (var (line, tree) in Samples)
        {
            foreach (var type in Members(tree).Where(member => member is not GlobalStatementSyntax))
                Append(program, line, tree, type.FullSpan);
        }
        program.Append("internal static class Samples\n{\n");
        int begin = Running.First();
        var beginning = Samples.Single(sample => sample.Line == begin);
        foreach (int running in Running)
        {
            program.Append(CultureInfo.InvariantCulture, $"    private static void At{running}()\n    {{\n");
            AppendStatements(program, beginning);
            if (running != begin) AppendStatements(program, Samples.Single(sample => sample.Line == running));
            program.Append("#line hidden\n    }\n");
        }
        program.Append("    private static void Main(string[] arguments)\n    {\n        switch (arguments[0])\n        {\n");
        foreach (int running in Running)
            program.Append(CultureInfo.InvariantCulture, $"            case \"{running}\": At{running}(); break;\n");
        return program.Append("            default: throw new ArgumentException(arguments[0]);\n        }\n    }\n}\n").ToString();
    }

    private void AppendStatements(StringBuilder program, (int Line, SyntaxTree Tree) sample)
    {
        foreach (var statement in StatementsOf(sample.Tree))
            Append(program, sample.Line, sample.Tree, statement.FullSpan);
    }

    // With the page's lines, which messages and stack traces then have.
    private void Append(StringBuilder program, int line, SyntaxTree tree, TextSpan span)
    {
        var text = tree.GetText();
        int first = text.Lines.GetLinePosition(span.Start).Line;
        program.Append(CultureInfo.InvariantCulture, $"\n#line {line + first} \"{_name}\"\n").Append(text.ToString(span));
        program.Append('\n');
    }

    private static IEnumerable<MemberDeclarationSyntax> Members(SyntaxTree tree) => ((CompilationUnitSyntax)tree.GetRoot()).Members;

    private static IEnumerable<GlobalStatementSyntax> StatementsOf(SyntaxTree tree) => Members(tree).OfType<GlobalStatementSyntax>();
}
