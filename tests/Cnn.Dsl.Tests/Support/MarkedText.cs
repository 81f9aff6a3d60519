using System.Text;

namespace Cnn.Dsl.Tests;

/// <summary>A text whose interesting stretches stand between « and »; the marks are taken out and become ranges.</summary>
internal sealed record MarkedText(string Text, IReadOnlyList<SourceRange> Marks)
{
    public const string Path = "nets/Net.cnn";

    public static MarkedText Read(string marked, string path = Path)
    {
        var text = new StringBuilder();
        var open = new Stack<int>();
        var marks = new List<SourceRange>();
        foreach (char c in marked)
        {
            if (c == '«') open.Push(text.Length);
            else if (c == '»') marks.Add(RangeOf(text.ToString(), path, open.Peek(), text.Length - open.Pop()));
            else text.Append(c);
        }
        return new(text.ToString(), marks.OrderBy(mark => mark.Start).ToArray());
    }

    /// <summary>Lines and columns as Roslyn counts them: \r\n is one line end; \r, \n, U+0085, U+2028 and U+2029 are one each.</summary>
    public static SourceRange RangeOf(string text, string path, int start, int length)
    {
        var (startLine, startColumn) = Place(text, start);
        var (endLine, endColumn) = Place(text, start + length);
        return new(path, start, length, startLine, startColumn, endLine, endColumn);
    }

    private static (int Line, int Column) Place(string text, int position)
    {
        int line = 0, lineStart = 0;
        for (int i = 0; i < position; i++)
        {
            bool isFirstOfPair = text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n';
            if (isFirstOfPair || text[i] is not ('\n' or '\r' or '\u0085' or '\u2028' or '\u2029')) continue;
            line++;
            lineStart = i + 1;
        }
        return (line, position - lineStart);
    }
}
