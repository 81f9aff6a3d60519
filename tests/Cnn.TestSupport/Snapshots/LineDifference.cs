using System.Text;

namespace Cnn.TestSupport;

/// <summary>Shows how two texts differ, line by line.</summary>
internal static class LineDifference
{
    private const int Around = 2, MostLines = 60;

    /// <summary>The lines between the common beginning and the common end, with a little of both.</summary>
    public static string Of(string expected, string actual)
    {
        string[] before = expected.Split('\n'), after = actual.Split('\n');
        int shortest = Math.Min(before.Length, after.Length), start = 0, end = 0;
        while (start < shortest && before[start] == after[start]) start++;
        while (end < shortest - start && before[^(end + 1)] == after[^(end + 1)]) end++;

        var text = new StringBuilder();
        int first = Math.Max(0, start - Around);
        text.Append($"  @@ line {first + 1}\n");
        Append("    ", before[first..start]);
        Append("  - ", before[start..^end]);
        Append("  + ", after[start..^end]);
        Append("    ", before[^end..][..Math.Min(end, Around)]);
        return text.ToString();

        void Append(string mark, string[] lines)
        {
            foreach (string line in lines.Take(MostLines)) text.Append(mark).Append(line).Append('\n');
            if (lines.Length > MostLines) text.Append($"{mark}… {lines.Length - MostLines} more lines\n");
        }
    }
}
