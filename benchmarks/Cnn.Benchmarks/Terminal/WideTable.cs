using Spectre.Console;

namespace Cnn.Benchmarks.Terminal;

/// <summary>Tables in Markdown, which documentation can quote, as wide as they are.</summary>
internal static class WideTable
{
    private const int Width = 250;

    /// <summary>A table without rows.</summary>
    /// <param name="names">Headers of the first columns.</param>
    /// <param name="numbers">Headers of those that follow, whose cells stand at the right.</param>
    public static Table Of(IEnumerable<string> names, IEnumerable<string> numbers)
    {
        Table table = new Table().Border(TableBorder.Markdown);
        foreach (string name in names) table.AddColumn(new TableColumn(name).NoWrap());
        foreach (string number in numbers) table.AddColumn(new TableColumn(number).RightAligned().NoWrap());
        return table;
    }

    /// <summary>Writes it.</summary>
    public static void Write(Table table)
    {
        AnsiConsole.Profile.Width = Width;
        AnsiConsole.Write(table);
    }
}
