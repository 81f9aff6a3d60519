namespace Cnn.Planning;

/// <summary>Lays columns of text under one another.</summary>
internal static class TextTable
{
    public const string Indent = "  ", Gap = "  ";

    /// <summary>A line for each row, indented, without blanks at its end.</summary>
    /// <param name="rows">The rows, all of one length.</param>
    /// <param name="isNumber">Whether a column holds numbers, which stand at its right.</param>
    public static IEnumerable<string> Lines(IReadOnlyList<string[]> rows, params bool[] isNumber)
    {
        int[] widths = isNumber.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => (Indent + string.Join(Gap, row.Select((cell, column) => Cell(cell, column)))).TrimEnd());

        string Cell(string cell, int column) => isNumber[column] ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]);
    }
}
