using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>The network as a table of its layers: for the file's header and for the hover.</summary>
internal static class NetworkTable
{
    /// <summary>The lines of the table.</summary>
    public static IReadOnlyList<string> Lines(NetworkSpec spec)
    {
        List<string[]> rows = [["layer", "", "output", "parameters", "multiply-adds"]];
        foreach (var layer in spec.Layers)
            rows.Add([layer.Name, layer.Description, layer.Output.ToString(), Invariant.Count(layer.ParameterCount), Invariant.Count(layer.MultiplyAdds)]);
        rows.Add(["total", "", "", Invariant.Count(spec.ParameterCount), Invariant.Count(spec.MultiplyAdds)]);
        int[] widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()).ToArray();
    }
}
