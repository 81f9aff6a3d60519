using Cnn.Dsl;
using Cnn.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cnn.Generators.Tests;

/// <summary>
/// No two members of a class of generated code have one name, whatever layers are called and however many kernels one of them has.
/// </summary>
public class MethodNameTests
{
    [Theory]
    // A data gradient in more parts than 1,128, whose names end in numbers as the forms for vector widths do.
    [InlineData("batch 1, input 22x23x1, conv 80 1x1, conv 48 2x2 stride 16 dilation 6x7 groups 16, dense 2")]
    // Names that become parts of others' names, and layers without parameters that become one.
    [InlineData(
        "input 8x8x4, a: conv 20 3x3 pad 1 relu, aForward: conv 20 3x3 pad 1, 'a-relu': conv 20 3x3 silu, 's-t': maxpool 2x2, 's t': relu, "
        + "aForward512: dense 3, 'aForward-V512': dense 3")]
    // Two halos that are cleared before one step.
    [InlineData(
        "input 9x9x16, a: conv 32 3x3 pad 1 relu, b: conv 32 3x3 pad 2 relu from a, c: conv 16 5x5 pad 2 from b, d: maxpool 3x3 stride 1 "
        + "pad 1, e: conv 16 3x3 pad 1, add c e, conv 32 3x3 pad 1 relu, stage: dense 4, units: relu, turn: dense 2")]
    // Names that become those of constants.
    [InlineData(
        "input 8x8x4, slot: conv 20 3x3 pad 1 relu, shared: conv 20 3x3 pad 1, a: conv 8 3x3, 'a-weight': conv 8 1x1, 'a weight': maxpool "
        + "2x2, stage: dense 4, 'd stage': dense 2")]
    public void Members_HaveNamesOfTheirOwn(string statements)
    {
        var parsed = CnnParser.Parse("network Net { " + statements.Replace('\'', '"') + " }", "Net.cnn");
        Assert.Empty(parsed.Issues);
        var checkedNetwork = NetworkChecker.Check(parsed.Networks[0]);
        Assert.DoesNotContain(checkedNetwork.Issues, issue => issue.Descriptor.Severity == IssueSeverity.Error);
        var shell = new TypeShell("", "Net", EquatableArray<string>.Empty, "public partial", "Net");
        foreach (var source in NetworkEmitter.Emit(shell, checkedNetwork.Spec!, default))
        {
            var classes = CSharpSyntaxTree.ParseText(source.Text).GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>();
            foreach (var declared in classes.Select(type => type.Members.SelectMany(Names).ToArray()))
                Assert.Empty(declared.GroupBy(name => name).Where(group => group.Skip(1).Any()).Select(group => group.Key));
        }
    }

    [Theory]
    [InlineData("batch 1, input 22x23x1, conv 80 1x1, conv 48 2x2 stride 16 dilation 6x7 groups 16, dense 2")]
    [InlineData(
        "input 8x8x4, slot: conv 20 3x3 pad 1 relu, shared: conv 20 3x3 pad 1, a: conv 8 3x3, 'a-weight': conv 8 1x1, 'a weight': maxpool "
        + "2x2, stage: dense 4, 'd stage': dense 2")]
    public void Networks_Compile(string statements) =>
        Assert.NotEmpty(Harness.CompileNetworks("network Net { " + statements.Replace('\'', '"') + " }"));

    private static IEnumerable<string> Names(MemberDeclarationSyntax member) => member switch
    {
        // What users call has overloads, for paths and for streams; steps and kernels have none.
        MethodDeclarationSyntax method when method.Modifiers.Any(SyntaxKind.PublicKeyword) =>
            [$"{method.Identifier.ValueText}({string.Join(", ", method.ParameterList.Parameters.Select(parameter => parameter.Type))})"],
        MethodDeclarationSyntax method => [method.Identifier.ValueText],
        FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText),
        _ => [],
    };
}
