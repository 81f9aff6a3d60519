namespace Cnn.Generators.Tests;

/// <summary>A wrong declaration, with <c>[|…|]</c> around each place where the diagnostic is expected, in the order of the text.</summary>
internal sealed record DiagnosticCase(string Id, string Name, params (string Path, string Text)[] Files)
{
    /// <summary>Other ids of the language that come along, at places that are not looked at.</summary>
    public string[] Others { get; private init; } = [];

    /// <summary>The case with other ids that come along.</summary>
    public DiagnosticCase With(params string[] others) => this with { Others = others };

    /// <summary>A class in attributes: what stands before its <c>partial class Net;</c>.</summary>
    public static DiagnosticCase Attributes(string id, string name, string attributes) =>
        new(id, name, ("Net.cs", "using Cnn;\n\n" + attributes + "\npublic partial class Net;\n"));

    /// <summary>A <c>.cnn</c> file.</summary>
    public static DiagnosticCase Text(string id, string name, string text) => new(id, name, ("Net.cnn", text));

    /// <summary>The expression of a Source, as C# has it.</summary>
    public static DiagnosticCase Source(string id, string name, string expression) =>
        Attributes(id, name, "[Network(Source = " + expression + ")]");

    /// <summary>What the case is called in a list of tests; no two are called the same.</summary>
    public override string ToString() => Id + " " + Name;
}
