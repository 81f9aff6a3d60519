using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cnn.Generators;

/// <summary>Reads the user's own part of a network's class: members, constructors and the base class.</summary>
internal sealed class UsersCodeReader
{
    private readonly INamedTypeSymbol _type;
    private readonly Compilation _compilation;
    private readonly List<UsersMember> _members = [];
    private readonly List<Issue> _issues = [];
    private bool _hasConstructor;
    private string _baseArguments = "";
    private Located<string>? _unknownBase;

    private UsersCodeReader(INamedTypeSymbol type, Compilation compilation)
    {
        _type = type;
        _compilation = compilation;
    }

    /// <summary>Reads a class that a network can be written into.</summary>
    public static UsersCode Read(INamedTypeSymbol type, Compilation compilation)
    {
        var reader = new UsersCodeReader(type, compilation);
        reader.Own();
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } baseType) reader.Base(baseType);
        return new(reader._members.ToEquatableArray(), reader._issues.ToEquatableArray())
        {
            IsSealed = type.IsSealed,
            HasConstructor = reader._hasConstructor,
            BaseArguments = reader._baseArguments,
            UnknownBase = reader._unknownBase,
        };
    }

    /// <summary>Where the user declares a symbol; null where nobody does, or generated code.</summary>
    public static SourceRange? RangeOf(ISymbol symbol) =>
        symbol.Locations.FirstOrDefault(
            place => place is { IsInSource: true, SourceTree: { } tree } && !GeneratedMembers.IsGenerated(tree)) is { } location
            ? SourceRanges.Of(location.SourceTree!, location.SourceSpan)
            : null;

    private void Own()
    {
        foreach (var member in _type.GetMembers())
        {
            if (member.IsImplicitlyDeclared || RangeOf(member) is not { } range) continue;
            if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor) Constructor(constructor, range);
            else if (CanMeet(member)) _members.Add(new(member.Name, range, ""));
            if (IsRequired(member)) _issues.Add(Issue.At(range, IssueCatalog.RequiredMember, member.Name, _type.Name));
        }
    }

    private static bool CanMeet(ISymbol member) =>
        member is not IMethodSymbol { MethodKind: not MethodKind.Ordinary } && !GeneratedMembers.IsOverload(member);

    private static bool IsRequired(ISymbol member) => member is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true };

    // Whoever calls another one of the class ends in the generated one at last.
    private void Constructor(IMethodSymbol constructor, SourceRange range)
    {
        if (constructor.Parameters.Length == 1 && IsOfRuntime(constructor.Parameters[0].Type, "NetworkParameters"))
        {
            _hasConstructor = true;
            _issues.Add(Issue.At(range, IssueCatalog.OwnConstructor, _type.Name, "has the parameters of the generated one"));
            return;
        }
        bool callsAnother = constructor.DeclaringSyntaxReferences.Any(part =>
            part.GetSyntax() is ConstructorDeclarationSyntax { Initializer: { } initializer }
                && initializer.IsKind(SyntaxKind.ThisConstructorInitializer));
        if (!callsAnother) _issues.Add(
            Issue.At(
                range, IssueCatalog.OwnConstructor, _type.Name,
                "does not call the generated one, so that what it makes would have no parameters"));
    }

    private void Base(INamedTypeSymbol baseType)
    {
        var place = PlaceOf(baseType);
        if (baseType.TypeKind == TypeKind.Error)
        {
            _unknownBase = new(baseType.Name, place);
            return;
        }
        var ancestors = new List<INamedTypeSymbol>();
        for (var ancestor = baseType; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
            ancestors.Add(ancestor);
        if (ancestors.Any(IsNetwork))
        {
            _baseArguments = IsNetwork(baseType) ? UsersCode.GeneratedArguments : ArgumentsOf(baseType);
            Report(UsersCode.IsNetwork);
            return;
        }
        if (!baseType.InstanceConstructors.Any(
            constructor =>
                IsAccessible(constructor) && constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)))
        {
            _baseArguments = ArgumentsOf(baseType);
            Report("which has no constructor without parameters for it");
        }
        var inherited = ancestors.SelectMany(ancestor => ancestor.GetMembers())
            .Where(member => !member.IsImplicitlyDeclared && IsAccessible(member)).ToArray();
        if (inherited.FirstOrDefault(IsRequired) is { } required) Report($"whose member '{required.Name}' is required");
        foreach (string name in inherited.Where(CanMeet).Select(member => member.Name).Distinct()) _members.Add(
            new(name, place, baseType.Name));

        void Report(string reason) => _issues.Add(Issue.At(place, IssueCatalog.UnsuitableBase, _type.Name, baseType.Name, reason));
    }

    private static bool IsNetwork(INamedTypeSymbol type) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == CnnAttributes.NetworkMetadataName)
        || type.Interfaces.Any(contract => IsOfRuntime(contract, "INetwork"));

    private static bool IsOfRuntime(ITypeSymbol type, string name) =>
        type.Name == name && type.ContainingNamespace is { Name: "Cnn", ContainingNamespace.IsGlobalNamespace: true };

    private bool IsAccessible(ISymbol symbol) => _compilation.IsSymbolAccessibleWithin(symbol, _type);

    // Defaults for the shortest constructor: they let a skeleton compile and are never passed.
    private string ArgumentsOf(INamedTypeSymbol baseType)
    {
        var shortest = baseType.InstanceConstructors.Where(IsAccessible).OrderBy(constructor => constructor.Parameters.Length)
            .FirstOrDefault(constructor => constructor.Parameters.All(parameter => parameter.RefKind is RefKind.None or RefKind.In));
        return shortest is null
            ? ""
            : string.Join(
                ", ", shortest.Parameters.Select(
                    parameter => "default(" + parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ")"));
    }

    // Where a part of the class names its base; the class's own name where that cannot be said.
    private SourceRange PlaceOf(INamedTypeSymbol baseType)
    {
        foreach (var part in _type.DeclaringSyntaxReferences)
        {
            if (part.GetSyntax() is not TypeDeclarationSyntax { BaseList.Types: var types }
                || GeneratedMembers.IsGenerated(part.SyntaxTree)) continue;
            // A base class comes first.
            if (types[0].Type is { } written && NameOf(written) == baseType.Name) return SourceRanges.RangeOf(written);
        }
        return RangeOf(_type) ?? SourceRange.None;

        static string NameOf(TypeSyntax type) => type switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
    }
}
