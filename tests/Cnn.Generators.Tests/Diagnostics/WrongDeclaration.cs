using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Cnn.Generators.Tests;

/// <summary>
/// A wrong declaration of a file in <c>Wrong</c>. What is expected is marked in the source: <c>{|CNN2001:[2, 2]|}</c>, one in the other
/// where several are at one place.
/// <c>⟨U+D83D⟩</c> is a character, and <c>⟨relu, ×9999⟩</c> a text so many times.
/// </summary>
internal sealed partial record WrongDeclaration(string Name, (string Path, string Text)[] Files, WrongDeclaration.Place[] Expected)
{
    /// <summary>A diagnostic and where it is: lines and columns count from 1, as compilers show them.</summary>
    internal sealed record Place(string Path, int Line, int Column, int Length, string Id)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Path}({Line},{Column}) {Id}, {Length} characters");
    }

    /// <summary>
    /// Reads the cases of a file: a title after <c>===</c>, then the source; <c>---</c> begins another file of the same case.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="frame">What stands around each source; <c>{0}</c> is the source.</param>
    /// <param name="name">The name of the source's file.</param>
    public static IEnumerable<WrongDeclaration> Read(string path, string frame, string name)
    {
        string[] cases = File.ReadAllText(path).Split("\n=== ");
        foreach (string one in cases.Skip(1))
        {
            int titleEnd = one.IndexOf('\n');
            string[] parts = one[(titleEnd + 1)..].TrimEnd('\n').Split("--- ");
            var files = new List<(string Path, string Text)>();
            if (parts[0].Length > 0) files.Add((name, frame.Replace("{0}", parts[0].TrimEnd('\n'), StringComparison.Ordinal)));
            foreach (string part in parts.Skip(1))
            {
                int pathEnd = part.IndexOf('\n');
                files.Add((part[..pathEnd], part[(pathEnd + 1)..]));
            }
            var read = files.Select(file => (file.Path, Marked: Unmark(file.Path, Unfold(file.Text)))).ToArray();
            yield return new(
                Path.GetFileNameWithoutExtension(path) + ": " + one[..titleEnd],
                [.. read.Select(file => (file.Path, file.Marked.Text))],
                [.. read.SelectMany(file => file.Marked.Places)]);
        }
    }

    private static string Unfold(string text) => Fold().Replace(text, fold => fold.Groups["code"].Success
        ? ((char)int.Parse(fold.Groups["code"].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
        : string.Concat(Enumerable.Repeat(fold.Groups["text"].Value,
            int.Parse(fold.Groups["count"].ValueSpan, CultureInfo.InvariantCulture))));

    private static (string Text, List<Place> Places) Unmark(string path, string marked)
    {
        var text = new StringBuilder();
        var open = new Stack<(string Id, int Start)>();
        var spans = new List<(string Id, int Start, int Length)>();
        for (int i = 0; i < marked.Length;)
        {
            var mark = Mark().Match(marked, i);
            if (mark.Success && mark.Index == i)
            {
                open.Push((mark.Groups["id"].Value, text.Length));
                i += mark.Length;
            }
            else if (open.Count > 0 && string.CompareOrdinal(marked, i, "|}", 0, 2) == 0)
            {
                var (id, start) = open.Pop();
                spans.Add((id, start, text.Length - start));
                i += 2;
            }
            else
            {
                text.Append(marked[i++]);
            }
        }
        var lines = Microsoft.CodeAnalysis.Text.SourceText.From(text.ToString()).Lines;
        return (text.ToString(), spans.ConvertAll(span =>
        {
            var start = lines.GetLinePosition(span.Start);
            return new Place(path, start.Line + 1, start.Character + 1, span.Length, span.Id);
        }));
    }

    [GeneratedRegex(@"⟨(U\+(?<code>[0-9A-F]{4})|(?<text>[^⟨⟩]*)×(?<count>\d+))⟩")]
    private static partial Regex Fold();

    [GeneratedRegex(@"\G\{\|(?<id>CNN\d{4}):")]
    private static partial Regex Mark();
}
