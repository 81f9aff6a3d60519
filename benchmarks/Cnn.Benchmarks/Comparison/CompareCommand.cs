using System.Text.Json;
using Cnn.Benchmarks.Terminal;
using Spectre.Console;

namespace Cnn.Benchmarks.Comparison;

/// <summary>The command that compares generated networks with peers.</summary>
internal static class CompareCommand
{
    private static readonly JsonSerializerOptions s_json = new()
        { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>Measures, prints the table, and writes the rows that have numbers to the JSON file.</summary>
    /// <returns>0; 1 where a row failed.</returns>
    public static int Run(ComparisonOptions options)
    {
        var comparer = new Comparer(options);
        foreach ((int threads, double peak) in comparer.Peaks)
            AnsiConsole.WriteLine(
                FormattableString.Invariant(
                    $"Peak of {threads} thread{(threads == 1 ? "" : "s")}: {peak / 1e9:F1} thousand million multiply-adds a second."));
        var rows = new List<ComparisonRow>();
        foreach (ComparisonRow row in comparer.Rows())
        {
            rows.Add(row);
            Console.Error.WriteLine(
                FormattableString.Invariant(
                    $"{row.Network}, batch {row.Batch}, threads {row.Threads}, {row.Peer}: {row.Failure ?? $"{row.Ratio:F2}"}"));
        }

        WideTable.Write(ComparisonTable.Of(rows));
        foreach (IGrouping<string, ComparisonRow> failure in rows.Where(row => row.Failure is not null).GroupBy(row => row.Failure!))
            AnsiConsole.WriteLine($"{string.Join(", ", failure.Select(row => row.Network).Distinct())}: {failure.Key}");
        if (options.Json is { } path) File.WriteAllText(path, JsonSerializer.Serialize(rows.Where(row => row.Failure is null), s_json));
        return rows.Any(row => row.Failure is not null) ? 1 : 0;
    }
}
