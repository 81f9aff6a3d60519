using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cnn.Generators;

/// <summary>Finds what a project's C# has under the name of a text's network: a part of its class, or something else.</summary>
internal static class TextClass
{
    private static readonly SyntaxKind[] s_accessibilities = [SyntaxKind.PublicKeyword, SyntaxKind.InternalKeyword];

    /// <summary>The reading with what that makes of it. What is wrong in C# is reported there, whatever else at the text.</summary>
    public static NetworkReading Join(NetworkReading reading, Compilation compilation)
    {
        if (reading.Model is null) return reading;
        string[] parts = reading.Identity.FullName.Split('.');
        INamespaceSymbol? own = compilation.Assembly.GlobalNamespace;
        for (int i = 0; i < parts.Length - 1; i++) own = own?.GetNamespaceMembers().FirstOrDefault(inner => inner.Name == parts[i]);
        string name = parts[parts.Length - 1];
        var type = own?.GetTypeMembers(name, 0)
            .FirstOrDefault(candidate => !candidate.IsFileLocal && UsersCodeReader.RangeOf(candidate) is not null);
        var code = type is null ? UsersCode.None : OfType(type, reading, compilation);
        if (own is not null && own.GetNamespaceMembers().Any(inner => inner.Name == name))
            code = Closed(
                Issue.At(reading.NameRange, IssueCatalog.NameTaken, reading.Identity.FullName, "the name of a namespace as well"));
        return code.ApplyTo(reading);
    }

    private static UsersCode OfType(INamedTypeSymbol type, NetworkReading reading, Compilation compilation)
    {
        string file = Path.GetFileName(reading.Identity.Path);
        if (type.TypeKind != TypeKind.Class || type.IsRecord)
            return Closed(Issue.At(RangeOf(type), IssueCatalog.NameTaken, type.Name, $"{Kind(type)} here, and a network in {file}"));
        bool isPublic = reading.Model!.Shell.Modifiers.StartsWith("public", StringComparison.Ordinal);
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is not TypeDeclarationSyntax part || GeneratedMembers.IsGenerated(part.SyntaxTree)) continue;
            var range = SourceRanges.RangeOf(part.Identifier);
            if (!part.Modifiers.Any(SyntaxKind.PartialKeyword)) return Closed(Issue.At(range, IssueCatalog.NotPartial, type.Name));
            if (ClassShape.Unsuitable(type) is { } reason) return Closed(Issue.At(range, IssueCatalog.UnsuitableClass, type.Name, reason));
            var accessibility = part.Modifiers.FirstOrDefault(modifier => s_accessibilities.Contains(modifier.Kind()));
            if (accessibility.ValueText is not { Length: > 0 } written || written == "public" == isPublic) continue;
            return Closed(
                Issue.At(range, IssueCatalog.NameTaken, type.Name, $"{written} here, and {(isPublic ? "public" : "internal")} in {file}"));
        }
        return UsersCodeReader.Read(type, compilation);
    }

    private static UsersCode Closed(Issue issue) => UsersCode.None with { Issues = new(issue), IsClosed = true };

    private static SourceRange RangeOf(INamedTypeSymbol type) => UsersCodeReader.RangeOf(type) ?? SourceRange.None;

    private static string Kind(INamedTypeSymbol type) => type switch
    {
        { IsRecord: true } => "a record",
        { TypeKind: TypeKind.Struct } => "a struct",
        { TypeKind: TypeKind.Enum } => "an enum",
        { TypeKind: TypeKind.Delegate } => "a delegate",
        _ => "an interface",
    };
}
