using System.Globalization;
using Cnn.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.CodeFixes;

/// <summary>A diagnostic, and what it stands on.</summary>
internal sealed class DeclarationPlace(
    Diagnostic diagnostic, SyntaxNode root, SemanticModel model, SourceText text, CancellationToken cancellation)
{
    /// <summary>The diagnostic.</summary>
    public Diagnostic Diagnostic { get; } = diagnostic;

    /// <summary>The node that the diagnostic is at.</summary>
    public SyntaxNode Node { get; } = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);

    /// <summary>The text of the file.</summary>
    public SourceText Text { get; } = text;

    /// <summary>The class around it.</summary>
    public TypeDeclarationSyntax? Class => Node.FirstAncestorOrSelf<TypeDeclarationSyntax>();

    /// <summary>A property of the diagnostic; null where it has none of this name.</summary>
    public string? Property(string name) => Diagnostic.Properties.TryGetValue(name, out string? value) ? value : null;

    /// <summary>A whole number among the properties.</summary>
    public int? Number(string name) =>
        int.TryParse(Property(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : null;

    /// <summary>The property of an attribute of the language that an argument sets; null where it sets none.</summary>
    public IPropertySymbol? PropertyOf(AttributeArgumentSyntax argument) =>
        argument.NameEquals is { } name
        && model.GetSymbolInfo(
            name.Name,
            cancellation).Symbol is IPropertySymbol { ContainingNamespace: { Name: "Cnn",
                ContainingNamespace.IsGlobalNamespace: true } } property
            ? property
            : null;

    /// <summary>The network's attributes; null where the class is no network, or where C# itself has something to say about them.</summary>
    public CnnAttributes? Attributes() =>
        Class is { } declaration && model.GetDeclaredSymbol(declaration, cancellation) is { } type
        && CnnAttributes.Of(type, cancellation) is { Network: not null, HasErrors: false, DeclarationCount: 1 } attributes
            ? attributes
            : null;

    /// <summary>The layer whose attribute the diagnostic is in; null where it is in none, as in a network's text.</summary>
    public CnnAttributes.LayerApplication? Layer(CnnAttributes attributes) =>
        Node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute
            ? attributes.Layers.FirstOrDefault(layer => layer.Syntax.Span == attribute.Span) : null;
}
