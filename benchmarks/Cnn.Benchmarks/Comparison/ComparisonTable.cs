using System.Globalization;
using Cnn.Benchmarks.Terminal;
using Spectre.Console;

namespace Cnn.Benchmarks.Comparison;

/// <summary>Rows as a table.</summary>
internal static class ComparisonTable
{
    private const double Megabyte = 1 << 20;

    /// <summary>Makes the table.</summary>
    public static Table Of(IEnumerable<ComparisonRow> rows)
    {
        Table table = WideTable.Of(["network", "peer"],
            ["batch", "threads", "CnnGen, ms", "peer, ms", "ratio", "of peak", "peer of peak", "difference", "memory, MB", "peer, MB",
            "allocated, bytes"]);
        foreach (ComparisonRow row in rows) table.AddRow([.. Cells(row).Select(Markup.Escape)]);
        return table;
    }

    private static IEnumerable<string> Cells(ComparisonRow row)
    {
        IEnumerable<string> names = [row.Network, row.Peer, Text(row.Batch, "0"), Text(row.Threads, "0")];
        return row.OursMs == 0
            ? [.. names, "-", "-", "-", "-", "-", "-", "-", "-", "-"]
            :
            [
                .. names, Milliseconds(row.OursMs), Milliseconds(row.PeerMs), Text(row.Ratio, "F2"), Text(row.PeakShare, "P0"),
                    Text(row.PeerPeakShare, "P0"),
                Text(row.MaxAbsDifference, "0.0e+0"), Memory(row.OursPeakBytes), Memory(row.PeerPeakBytes), Text(row.AllocatedBytes, "N0"),
            ];
    }

    private static string Milliseconds(double value) => Text(value, value < 1 ? "F4" : value < 100 ? "F2" : "F0");

    private static string Memory(long? bytes) => bytes is { } known ? Text(known / Megabyte, "N0") : "-";

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
