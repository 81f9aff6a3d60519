using Cnn.Dsl;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Cnn.Generators;

/// <summary>
/// Finds the characters of a C# string literal that a stretch of its value was written with. Where the value is no plain copy of the
/// source (a constant, <c>+</c>, escapes), every stretch is the whole expression.
/// </summary>
internal sealed class EmbeddedSource
{
    private readonly ExpressionSyntax _expression;
    private readonly IReadOnlyList<Segment> _segments;

    private EmbeddedSource(ExpressionSyntax expression, IReadOnlyList<Segment> segments)
    {
        _expression = expression;
        _segments = segments;
    }

    // Characters of the value from ValueStart on stand in the source from SourceStart on, up to the next segment.
    private readonly record struct Segment(int ValueStart, int SourceStart);

    /// <summary>Prepares the mapping of an expression whose constant value is <paramref name="value"/>.</summary>
    public static EmbeddedSource Of(ExpressionSyntax expression, string value)
    {
        var inner = expression;
        while (inner is ParenthesizedExpressionSyntax parenthesized) inner = parenthesized.Expression;
        var segments = inner is LiteralExpressionSyntax { Token: var token } ? SegmentsOf(token) : [];
        return new(expression, IsCopy(segments, value, inner) ? segments : []);
    }

    /// <summary>The issue where its characters stand in the C# file, if it is at a place in the text.</summary>
    public Issue Map(Issue issue) => issue.Range.Path.Length == 0 ? issue with { Range = Map(issue.Range) } : issue;

    /// <summary>The place in the C# file of a place in the text.</summary>
    public SourceRange Map(SourceRange range)
    {
        if (_segments.Count == 0) return SourceRanges.RangeOf(_expression);
        int start = SourceOf(range.Start);
        int end = range.Length == 0 ? start : SourceOf(range.Start + range.Length - 1) + 1;
        return SourceRanges.Of(_expression.SyntaxTree, TextSpan.FromBounds(start, end));
    }

    private int SourceOf(int position)
    {
        int low = 0, high = _segments.Count - 1;
        while (low < high)
        {
            int middle = low + (high - low + 1) / 2;
            if (_segments[middle].ValueStart <= position) low = middle;
            else high = middle - 1;
        }
        return _segments[low].SourceStart + (position - _segments[low].ValueStart);
    }

    private static IReadOnlyList<Segment> SegmentsOf(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken => [new(0, token.SpanStart + (token.Text[0] == '@' ? 2 : 1))],
        SyntaxKind.SingleLineRawStringLiteralToken => [new(0, token.SpanStart + Quotes(token.Text))],
        SyntaxKind.MultiLineRawStringLiteralToken => LinesOf(token),
        _ => [],
    };

    // The value of a raw literal over several lines begins on the line after the quotes and ends before the line break of the last
    // line; the blanks before the closing quotes are taken from each line, as far as a blank line has them.
    private static List<Segment> LinesOf(SyntaxToken token)
    {
        string text = token.Text;
        int closingLine = text.LastIndexOf('\n') + 1;
        int indentation = text.Length - Quotes(text) - closingLine;
        var segments = new List<Segment>();
        int value = 0;
        for (int line = text.IndexOf('\n') + 1; line < closingLine;)
        {
            int next = text.IndexOf('\n', line) + 1;
            int content = Math.Min(line + indentation, EndOfLine(text, next));
            segments.Add(new(value, token.SpanStart + content));
            value += next - content;
            line = next;
        }
        return segments;
    }

    private static int EndOfLine(string text, int next) => next >= 2 && text[next - 2] == '\r' ? next - 2 : next - 1;

    private static int Quotes(string text) => text.TakeWhile(c => c == '"').Count();

    // Escapes, doubled quotes and line breaks of another kind all show here: what the segments point at is then not the value.
    private static bool IsCopy(IReadOnlyList<Segment> segments, string value, ExpressionSyntax literal)
    {
        if (segments.Count == 0) return false;
        string source = literal.ToString();
        for (int i = 0; i < segments.Count; i++)
        {
            int length = (i + 1 < segments.Count ? Math.Min(segments[i + 1].ValueStart, value.Length) : value.Length) - segments[i].ValueStart;
            int start = segments[i].SourceStart - literal.SpanStart;
            if (length < 0 || start + length > source.Length || string.CompareOrdinal(source, start, value, segments[i].ValueStart, length) != 0) return false;
        }
        return true;
    }
}
