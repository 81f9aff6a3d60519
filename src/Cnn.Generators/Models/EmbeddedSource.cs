using Cnn.Dsl;
using Cnn.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Cnn.Generators;

/// <summary>
/// A text inside C#, and the characters of the string literal that each stretch of it was written with. Where the value is no plain copy of
/// the source (a constant, <c>+</c>, escapes), every stretch is the whole expression.
/// </summary>
/// <param name="Text">The text.</param>
/// <param name="Whole">Where the expression stands.</param>
/// <param name="Segments">Where the lines of the text stand, in order; none where the text is no copy.</param>
internal sealed record EmbeddedSource(string Text, SourceRange Whole, EquatableArray<EmbeddedSource.Segment> Segments)
{
    /// <summary>
    /// Characters of the text from <paramref name="ValueStart"/> on, on one line, that stand in the source from <paramref
    /// name="SourceStart"/> on.
    /// </summary>
    internal readonly record struct Segment(int ValueStart, int SourceStart, int Line, int Column);

    /// <summary>Prepares the mapping of an expression whose constant value is <paramref name="value"/>.</summary>
    public static EmbeddedSource Of(ExpressionSyntax expression, string value)
    {
        var inner = expression;
        while (inner is ParenthesizedExpressionSyntax parenthesized) inner = parenthesized.Expression;
        var copies = inner is LiteralExpressionSyntax { Token: var token } ? CopiesIn(token) : [];
        var segments = IsCopy(copies, value, inner) ? Lines(copies, value, expression.SyntaxTree) : EquatableArray<Segment>.Empty;
        return new(value, SourceRanges.RangeOf(expression), segments);
    }

    /// <summary>The issue where its characters stand in the C# file, if it is at a place in the text.</summary>
    public Issue Map(Issue issue) => issue with { Range = Placed(issue.Range), Origin = issue.Origin?.Map(Placed) };

    /// <summary>The place in the C# file of a place in the text.</summary>
    public SourceRange Map(SourceRange range)
    {
        if (Segments.Count == 0) return Whole;
        var (start, startLine, startColumn) = SourceOf(range.Start);
        if (range.Length == 0) return new(Whole.Path, start, 0, startLine, startColumn, startLine, startColumn);
        var (last, endLine, endColumn) = SourceOf(range.Start + range.Length - 1);
        return new(Whole.Path, start, last + 1 - start, startLine, startColumn, endLine, endColumn + 1);
    }

    private SourceRange Placed(SourceRange range) => range.Path.Length == 0 ? Map(range) : range;

    private (int Position, int Line, int Column) SourceOf(int position)
    {
        int low = 0, high = Segments.Count - 1;
        while (low < high)
        {
            int middle = low + (high - low + 1) / 2;
            if (Segments[middle].ValueStart <= position) low = middle;
            else high = middle - 1;
        }
        int offset = position - Segments[low].ValueStart;
        return (Segments[low].SourceStart + offset, Segments[low].Line, Segments[low].Column + offset);
    }

    // Characters of the value from ValueStart on stand in the source from SourceStart on, up to the next copy.
    private readonly record struct Copy(int ValueStart, int SourceStart);

    private static IReadOnlyList<Copy> CopiesIn(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken => [new(0, token.SpanStart + (token.Text[0] == '@' ? 2 : 1))],
        SyntaxKind.SingleLineRawStringLiteralToken => [new(0, token.SpanStart + Quotes(token.Text))],
        SyntaxKind.MultiLineRawStringLiteralToken => LinesOf(token),
        _ => [],
    };

    // The value of a raw literal over several lines begins on the line after the quotes and ends before the line break of the last
    // line; the blanks before the closing quotes are taken from each line, as far as a blank line has them.
    private static List<Copy> LinesOf(SyntaxToken token)
    {
        string text = token.Text;
        int closingLine = text.LastIndexOf('\n') + 1;
        int indentation = text.Length - Quotes(text) - closingLine;
        var copies = new List<Copy>();
        int value = 0;
        for (int line = text.IndexOf('\n') + 1; line < closingLine;)
        {
            int next = text.IndexOf('\n', line) + 1;
            int content = Math.Min(line + indentation, EndOfLine(text, next));
            copies.Add(new(value, token.SpanStart + content));
            value += next - content;
            line = next;
        }
        return copies;
    }

    private static int EndOfLine(string text, int next) => next >= 2 && text[next - 2] == '\r' ? next - 2 : next - 1;

    private static int Quotes(string text) => text.TakeWhile(c => c == '"').Count();

    // Escapes, doubled quotes and line breaks of another kind all show here: what the copies point at is then not the value.
    private static bool IsCopy(IReadOnlyList<Copy> copies, string value, ExpressionSyntax literal)
    {
        if (copies.Count == 0) return false;
        string source = literal.ToString();
        for (int i = 0; i < copies.Count; i++)
        {
            int length = End(copies, i, value) - copies[i].ValueStart;
            int start = copies[i].SourceStart - literal.SpanStart;
            if (length < 0 || start + length > source.Length
                || string.CompareOrdinal(source, start, value, copies[i].ValueStart, length) != 0) return false;
        }
        return true;
    }

    private static int End(IReadOnlyList<Copy> copies, int index, string value) =>
        index + 1 < copies.Count ? Math.Min(copies[index + 1].ValueStart, value.Length) : value.Length;

    // A copy may go over several lines of the source.
    private static EquatableArray<Segment> Lines(IReadOnlyList<Copy> copies, string value, SyntaxTree tree)
    {
        var lines = tree.GetText().Lines;
        var segments = new List<Segment>();
        for (int i = 0; i < copies.Count; i++)
        {
            int offset = copies[i].SourceStart - copies[i].ValueStart, end = End(copies, i, value) + offset;
            var line = lines.GetLineFromPosition(copies[i].SourceStart);
            segments.Add(new(copies[i].ValueStart, copies[i].SourceStart, line.LineNumber, copies[i].SourceStart - line.Start));
            for (int number = line.LineNumber + 1; number < lines.Count && lines[number].Start < end; number++)
                segments.Add(new(lines[number].Start - offset, lines[number].Start, number, 0));
        }
        return segments.ToEquatableArray();
    }
}
