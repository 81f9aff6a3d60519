using System.Globalization;

namespace Zoo.Classification;

/// <summary>Text files of tab-separated columns.</summary>
internal static class TabbedFile
{
    /// <summary>The lines that are not blank, each with its number from 1.</summary>
    /// <exception cref="UserException">There is no such file.</exception>
    public static IEnumerable<(int Number, string[] Columns)> Read(string path) => File.Exists(path)
        ? File.ReadLines(path).Select((line, i) => (i + 1, line)).Where(entry => !string.IsNullOrWhiteSpace(entry.line))
            .Select(entry => (entry.Item1, entry.line.Split('\t')))
        : throw new UserException($"There is no file '{path}'.");

    /// <summary>Reads a number that is not negative.</summary>
    public static bool TryParse(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
