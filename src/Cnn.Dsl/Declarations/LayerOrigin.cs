namespace Cnn.Dsl;

/// <summary>The use of a block, or the repetition, that a layer was written out of.</summary>
/// <param name="What">The use as it reads with its numbers, <c>k(128)</c>; the keyword of a layer or a join that is repeated.</param>
/// <param name="IsUse">Whether it is the use of a block.</param>
/// <param name="Range">Where it stands.</param>
/// <param name="Turn">Which of its repetitions it is, from 1.</param>
/// <param name="Turns">How many there are; 1 where nothing is repeated.</param>
/// <param name="Around">The use or repetition in which it stands itself; null in a network.</param>
public sealed record LayerOrigin(string What, bool IsUse, SourceRange Range, int Turn, int Turns, LayerOrigin? Around)
{
    private const int MostShown = 4;

    /// <summary>The same at other places.</summary>
    public LayerOrigin Map(Func<SourceRange, SourceRange> map) => this with { Range = map(Range), Around = Around?.Map(map) };

    /// <summary>The chain of uses from the inside out, as a message says it: <c>in k(128), used at line 7</c>.</summary>
    /// <param name="place">Where the message stands; a use on the same line is not told where it is.</param>
    public string Describe(SourceRange place)
    {
        var links = new List<string>();
        for (var link = this; link is not null; link = link.Around) links.Add(link.DescribeAlone(place));
        int left = links.Count - MostShown;
        if (left > 0)
        {
            links.RemoveRange(MostShown - 1, left);
            links.Insert(MostShown - 1, Invariant.Format($"in {left} more"));
        }
        return string.Join(", ", links);
    }

    private string DescribeAlone(SourceRange place)
    {
        string turn = Turns == 1 ? "" : Invariant.Format($"turn {Turn} of {Turns} of ");
        string where = Range.Path == place.Path && Range.StartLine == place.StartLine ? "" : (IsUse ? ", used at " : " at ") + Line(place);
        return "in " + turn + (IsUse ? What : $"'{What}'") + where;
    }

    private string Line(SourceRange place) => Invariant.Format($"line {Range.StartLine + 1}")
        + (Range.Path == place.Path ? "" : " of " + Range.Path.Substring(Range.Path.LastIndexOfAny(['/', '\\']) + 1));
}
