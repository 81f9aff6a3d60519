using System.Numerics;
using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>The network as a table of its layers: for the file's header and for the hover.</summary>
internal static class NetworkTable
{
    /// <summary>The lines of the table.</summary>
    public static IReadOnlyList<string> Lines(NetworkSpec spec)
    {
        List<string[]> rows = [["layer", "", "output", "parameters", "multiply-adds"]];
        bool[] leadsToOutput = MainNetwork.LeadsToOutput(spec.Layers);
        rows.AddRange(spec.Layers.Where((_, i) => leadsToOutput[i]).Select(Row));
        rows.Add(["total", "", "", Invariant.Count(spec.ParameterCount), Invariant.Count(spec.MultiplyAdds)]);
        // What is there for training only is counted apart.
        var auxiliary = spec.Layers.Where((_, i) => !leadsToOutput[i]).ToArray();
        rows.AddRange(auxiliary.Select(Row));
        if (auxiliary.Length > 0) rows.Add(["training only", "", "", Invariant.Count(spec.AuxiliaryParameterCount), Invariant.Count(auxiliary.Aggregate(BigInteger.Zero, (sum, layer) => sum + layer.MultiplyAdds))]);
        int[] widths = Enumerable.Range(0, 5).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column < 2 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd()).ToArray();
    }

    private static string[] Row(LayerSpec layer) =>
        [layer.Name, layer.Description, layer.Output.ToString(), Invariant.Count(layer.ParameterCount), Invariant.Count(layer.MultiplyAdds)];
}
