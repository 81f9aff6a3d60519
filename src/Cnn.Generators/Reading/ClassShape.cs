using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cnn.Generators;

/// <summary>What a class has to be so that a network can be written into it.</summary>
internal static class ClassShape
{
    private static readonly SymbolDisplayFormat s_namespaceFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    /// <summary>The namespace's name as metadata has it; empty for the global one.</summary>
    public static string NamespaceOf(INamedTypeSymbol type) => type.ContainingNamespace.IsGlobalNamespace
        ? ""
        : type.ContainingNamespace.ToDisplayString(
            s_namespaceFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));

    /// <summary>The full metadata name: <c>My.App.Outer+LeNet5</c>.</summary>
    public static string FullNameOf(INamedTypeSymbol type)
    {
        string name = string.Join("+", Around(type).Reverse().Select(outer => outer.MetadataName).Append(type.MetadataName));
        string space = NamespaceOf(type);
        return space.Length == 0 ? name : space + "." + name;
    }

    /// <summary>
    /// Reports what prevents a partial declaration from being written; gives the declaration to write where nothing does.
    /// </summary>
    public static TypeShell? Read(INamedTypeSymbol type, TypeDeclarationSyntax declaration, Action<Issue> report)
    {
        if (Unsuitable(type) is { } reason)
        {
            report(Issue.At(SourceRanges.RangeOf(declaration.Identifier), IssueCatalog.UnsuitableClass, type.Name, reason));
            return null;
        }
        bool isPartial = declaration.Modifiers.Any(SyntaxKind.PartialKeyword);
        if (!isPartial) report(Issue.At(SourceRanges.RangeOf(declaration.Identifier), IssueCatalog.NotPartial, type.Name));

        var containing = new List<string>();
        for (var outer = declaration.Parent as TypeDeclarationSyntax; outer is not null; outer = outer.Parent as TypeDeclarationSyntax)
        {
            containing.Insert(0, Declare(outer));
            if (outer.Modifiers.Any(SyntaxKind.PartialKeyword)) continue;
            isPartial = false;
            report(Issue.At(SourceRanges.RangeOf(outer.Identifier), IssueCatalog.ContainingTypeNotPartial, type.Name,
                outer.Identifier.ValueText));
        }
        // A member cannot be called like its class; the resolver says so.
        if (!isPartial || MemberNames.Reserved.Contains(type.Name)) return null;

        string space = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(s_namespaceFormat);
        return new(space, Identifiers.Escape(type.Name), containing.ToEquatableArray(), "partial", FullNameOf(type));
    }

    /// <summary>
    /// What makes a type no class that a network can be written into, whoever declares the network; null where nothing does.
    /// </summary>
    public static string? Unsuitable(INamedTypeSymbol type)
    {
        if (type.IsRecord) return "a record";
        if (type.TypeKind != TypeKind.Class) return "not a class";
        if (type.IsStatic) return "static";
        if (type.IsAbstract) return "abstract";
        if (type.TypeParameters.Length > 0) return "generic";
        if (type.IsFileLocal) return "local to its file";
        if (Around(type).Any(outer => outer.TypeParameters.Length > 0)) return "nested in a generic type";
        if (Around(type).Any(outer => outer.IsFileLocal)) return "nested in a type that is local to its file";
        // The generated constructor would have to call it, with arguments that nobody knows.
        bool hasPrimaryConstructor = type.DeclaringSyntaxReferences.Any(
            part => part.GetSyntax() is TypeDeclarationSyntax { ParameterList: not null });
        return hasPrimaryConstructor ? "a class with a primary constructor" : null;
    }

    private static IEnumerable<INamedTypeSymbol> Around(INamedTypeSymbol type)
    {
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType) yield return outer;
    }

    private static string Declare(TypeDeclarationSyntax type)
    {
        string keyword = type is RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not 0 } record
            ? "record " + record.ClassOrStructKeyword.ValueText
            : type.Keyword.ValueText;
        return "partial " + keyword + " " + Identifiers.Escape(type.Identifier.ValueText);
    }
}
