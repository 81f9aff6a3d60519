using Cnn.Dsl;

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
        List<string[]> rows = [["layer", "", "output", "parameters", "multiply-adds", "bytes", "sees"]];
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            var layer = spec.Layers[i];
            rows.Add(
            [
                layer.Name, layer.Description, layer.Output.ToString(), Invariant.Count(layer.ParameterCount), Invariant.Count(layer.MultiplyAdds),
                Invariant.Count(tensors.LayerBytes[i]), fields[i].ToString(),
            ]);
        }
        rows.Add(["total", "", "", Invariant.Count(spec.ParameterCount), Invariant.Count(spec.MultiplyAdds), Invariant.Count(tensors.InstanceBytes), ""]);
        return [.. Aligned(rows), "", .. Memory(plan, tensors)];
    }

    private static IEnumerable<string> Memory(NetworkPlan plan, TensorMemory tensors)
    {
        var spec = plan.Spec;
        string optimizer = spec.Optimizer.ToString().ToLowerInvariant();
        yield return Invariant.Format($"Tensors:  {MemorySize.Format(tensors.InferenceBytes)} for inference of {Instances(spec.InferenceBatch)}, {MemorySize.Format(tensors.TrainingBytes)} for training of {Instances(spec.Batch)}.");
        yield return $"Sessions: {MemorySize.Format(SessionMemory.Inference(plan).Total)} for inference, {MemorySize.Format(SessionMemory.Training(plan).Total)} for training with {optimizer}.";

        static string Instances(int count) => Invariant.Format($"{count} instance{(count == 1 ? "" : "s")}");
    }

    private static IEnumerable<string> Aligned(IReadOnlyList<string[]> rows)
    {
        int[] widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row =>
            string.Join("  ", row.Select((cell, column) => column < WordColumns ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }
}
