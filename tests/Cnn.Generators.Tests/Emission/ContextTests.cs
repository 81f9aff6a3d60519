using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cnn.Generators.Tests;

/// <summary>Generated code compiles wherever a user's class may stand, whatever else is called like what it uses.</summary>
public class ContextTests
{
    private const string Network =
        "[global::Cnn.Network, global::Cnn.Input(6, 6, 1), global::Cnn.ConvLayer(2, Kernel = 3, Activation = global::Cnn.Activation.Relu), "
        + "global::Cnn.MaxPool(2), global::Cnn.Dropout(0.5), global::Cnn.Dense(3), global::Cnn.Softmax] public partial class ";

    [Theory]
    [InlineData("Mem")]
    [InlineData("V512")]
    [InlineData("Tensors")]
    [InlineData("Losses")]
    [InlineData("MethodImpl")]
    [InlineData("System")]
    [InlineData("Cnn")]
    public void UsersNames_HideNothing(string name)
    {
        AssertCompiles($"namespace App {{ class {name}; {Network} Net; }}");
        AssertCompiles($"namespace App {{ {Network} Net {{ public int {name} => 0; }} }}");
        AssertCompiles($"namespace App.{name} {{ {Network} Net; }}");
        AssertCompiles($"namespace App {{ {Network} {name}; }}");
    }

    [Theory]
    [InlineData("Mem")]
    [InlineData("Tensors")]
    [InlineData("V512")]
    public void UsersGlobalNames_HideNothing(string name)
    {
        AssertCompiles($"class {name}; {Network} Net;");
        AssertCompiles($"{Network} {name};");
    }

    [Theory]
    [InlineData("mem")]
    [InlineData("tensors")]
    [InlineData("v512")]
    [InlineData("losses")]
    [InlineData("*/ \\\" <a> & \\u00e9 \\ud83d\\ude00 // ]]> {0} 1")]
    public void LayersNames_AreNoCode(string name) => AssertCompiles(Named(name));

    [Theory]
    [InlineData("\\ud83d")]
    [InlineData("\\ufffe1")]
    public void NamesThatAreNoText_AreErrors(string name) =>
        Assert.Equal("CNN1013", Assert.Single(Harness.Compile(("Net.cs", Named(name))).Diagnostics).Id);

    private static string Named(string layer) =>
        $"using Cnn; [Network, Input(6, 6, 1), ConvLayer(2, Kernel = 3, Name = \"{layer}\"), Dense(3), Softmax] public partial class Net;";

    // As a project that writes its documentation and takes every warning for an error.
    private static void AssertCompiles(string source)
    {
        var parse = new CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose);
        var compilation = CSharpCompilation.Create(
            "Strict",
            [CSharpSyntaxTree.ParseText(source, parse, "Net.cs", System.Text.Encoding.UTF8)],
            Harness.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
                warningLevel: 9999, checkOverflow: true));
        CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: parse)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        Assert.True(output.SyntaxTrees.Count() > 1, "Nothing was generated.");
        var found = output.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Location.SourceTree?.FilePath != "Net.cs");
        Assert.True(!found.Any(), source + string.Concat(found.Take(6).Select(diagnostic => "\n" + diagnostic)));
    }
}
