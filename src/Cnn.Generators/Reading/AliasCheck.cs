using Cnn.Dsl;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators;

/// <summary>
/// Finds what would hide the short names that generated code uses: types and namespaces around the network, and members of its class and of
/// those around it.
/// </summary>
internal static class AliasCheck
{
    /// <summary>The issues; at the network's name where nothing of the class itself is the cause.</summary>
    public static IEnumerable<Issue> Of(
        Compilation compilation, INamespaceSymbol? space, INamedTypeSymbol? type, string network, SourceRange name)
    {
        foreach (var (alias, _) in ShortNames.All)
        {
            if (Hiding(compilation, space, type, alias) is not { } symbol) continue;
            bool isOwn = type is not null && SymbolEqualityComparer.Default.Equals(symbol.ContainingType, type);
            yield return Issue.At(
                isOwn ? UsersCodeReader.RangeOf(symbol) ?? name : name, IssueCatalog.AliasHidden, symbol.ToDisplayString(), network);
        }
    }

    private static ISymbol? Hiding(Compilation compilation, INamespaceSymbol? space, INamedTypeSymbol? type, string alias)
    {
        for (var outer = type; outer is not null; outer = outer.ContainingType)
            for (var holder = outer; holder is not null; holder = holder.BaseType)
                if (holder.GetMembers(alias).FirstOrDefault(IsVisible) is { } member) return member;
        for (var outer = space; outer is not null; outer = outer.ContainingNamespace)
            if (outer.GetMembers(alias).FirstOrDefault(IsVisible) is { } member) return member;
        return null;

        bool IsVisible(ISymbol symbol) => compilation.IsSymbolAccessibleWithin(symbol, (ISymbol?)type ?? compilation.Assembly);
    }
}
