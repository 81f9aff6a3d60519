using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.Generators;

/// <summary>Places in C# source as the language's model has them.</summary>
internal static class SourceRanges
{
    // An empty path means "inside another text" to the language's model, so a tree without a file needs a name.
    private const string NoFile = "(no file)";

    /// <summary>Where a node stands.</summary>
    public static SourceRange RangeOf(SyntaxNode node) => Of(node.SyntaxTree, node.Span);

    /// <summary>Where a token stands.</summary>
    public static SourceRange RangeOf(SyntaxToken token) => Of(token.SyntaxTree!, token.Span);

    /// <summary>A stretch of a file.</summary>
    public static SourceRange Of(SyntaxTree tree, TextSpan span)
    {
        var lines = tree.GetLineSpan(span).Span;
        return new(
            PathOf(tree), span.Start, span.Length, lines.Start.Line, lines.Start.Character, lines.End.Line, lines.End.Character);
    }

    /// <summary>How ranges name the file.</summary>
    public static string PathOf(SyntaxTree tree) => tree.FilePath.Length == 0 ? NoFile : tree.FilePath;
}
