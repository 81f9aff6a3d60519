using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.Generators;

/// <summary>Source ranges as the compiler has them.</summary>
internal static class Locations
{
    /// <summary>A place in a file, by its path.</summary>
    public static Location Of(SourceRange range) => range.Path.Length == 0
        ? Location.None
        : Location.Create(
            range.Path,
            new TextSpan(range.Start, range.Length),
            new LinePositionSpan(new(range.StartLine, range.StartColumn), new(range.EndLine, range.EndColumn)));

    /// <summary>A place in one of the files that declare a type; in the tree itself, so that the editor follows it.</summary>
    public static Location In(ISymbol symbol, SourceRange range)
    {
        foreach (var part in symbol.DeclaringSyntaxReferences)
            if (SourceRanges.PathOf(part.SyntaxTree) == range.Path) return Location.Create(
                part.SyntaxTree, new TextSpan(range.Start, range.Length));
        return Of(range);
    }
}
