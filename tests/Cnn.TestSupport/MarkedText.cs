namespace Cnn.TestSupport;

/// <summary>Text with marks around the places where something is expected: <c>[Conv([|0|])]</c>.</summary>
/// <param name="Text">The text without the marks.</param>
/// <param name="Spans">The places, as start and length, in the order of the text.</param>
public sealed record MarkedText(string Text, IReadOnlyList<(int Start, int Length)> Spans)
{
    private const string Open = "[|", Close = "|]";

    /// <summary>Takes the marks out.</summary>
    public static MarkedText Parse(string marked)
    {
        var spans = new List<(int, int)>();
        while (marked.IndexOf(Open, StringComparison.Ordinal) is >= 0 and var start)
        {
            int end = marked.IndexOf(Close, start, StringComparison.Ordinal);
            if (end < 0) throw new ArgumentException("A mark is opened and not closed.", nameof(marked));
            spans.Add((start, end - start - Open.Length));
            marked = marked.Remove(end, Close.Length).Remove(start, Open.Length);
        }
        return new(marked, spans);
    }
}
