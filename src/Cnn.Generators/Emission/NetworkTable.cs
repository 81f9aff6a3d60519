using System.Numerics;
using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>The network as a table of its layers, with its memory below: for the file's header and for the hover.</summary>
internal static class NetworkTable
{
    // The name and the layer are words; what follows are numbers.
    private const int WordColumns = 2;

    /// <summary>The lines of the table.</summary>
    public static IReadOnlyList<string> Lines(NetworkPlan plan)
    {
        var spec = plan.Spec;
        var tensors = TensorMemory.Of(spec);
        var fields = ReceptiveField.Of(spec);
        bool[] leadsToOutput = MainNetwork.LeadsToOutput(spec.Layers);
        int[] main = Positions(true), auxiliary = Positions(false);
        List<string[]> rows = [
            ["layer", "", "output", "parameters", "multiply-adds", "bytes", "sees"], .. main.Select(Row),
            Total("total", main, spec.ParameterCount)];
        // What is there for training only is counted apart.
        if (auxiliary.Length > 0) rows.AddRange(
            [.. auxiliary.Select(Row), Total("training only", auxiliary, spec.AuxiliaryParameterCount)]);
        return [.. Aligned(rows), "", .. Memory(plan, tensors)];

        int[] Positions(bool leads) => Enumerable.Range(0, leadsToOutput.Length).Where(i => leadsToOutput[i] == leads).ToArray();

        string[] Row(int i)
        {
            var layer = spec.Layers[i];
            return
            [
                layer.Name, layer.Description, layer.Output.ToString(), Invariant.Count(layer.ParameterCount),
                Invariant.Count(layer.MultiplyAdds),
                Invariant.Count(tensors.LayerBytes[i]), fields[i].ToString(),
            ];
        }

        string[] Total(string what, int[] layers, long parameters) =>
        [
            what, "", "", Invariant.Count(parameters),
            Invariant.Count(layers.Aggregate(BigInteger.Zero, (sum, i) => sum + spec.Layers[i].MultiplyAdds)),
            Invariant.Count(layers.Sum(i => tensors.LayerBytes[i])), "",
        ];
    }

    private static IEnumerable<string> Memory(NetworkPlan plan, TensorMemory tensors)
    {
        var spec = plan.Spec;
        string tensorBytes = $"{MemorySize.Format(tensors.InferenceBytes)} for inference of {Instances(spec.InferenceBatch)}";
        string sessionBytes = MemorySize.Format(SessionMemory.Inference(plan).Total) + " for inference";
        if (spec.Trains)
        {
            string optimizer = spec.Optimizer.Description;
            tensorBytes += $", {MemorySize.Format(tensors.TrainingBytes)} for training of {Instances(spec.Batch)}";
            sessionBytes += $", {MemorySize.Format(SessionMemory.Training(plan).Total)} for training with {optimizer}";
        }
        else
        {
            sessionBytes += ", for which alone the network is declared";
        }
        yield return $"Tensors:  {tensorBytes}.";
        yield return $"Sessions: {sessionBytes}.";

        static string Instances(int count) => Invariant.Format($"{count} instance{(count == 1 ? "" : "s")}");
    }

    private static IEnumerable<string> Aligned(IReadOnlyList<string[]> rows)
    {
        int[] widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row =>
            string.Join(
                "  ", row.Select((cell, column) => column < WordColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])))
                    .TrimEnd());
    }
}
