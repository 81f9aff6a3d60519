namespace Cnn.Planning;

/// <summary>The network as it was written: its layers, what each reads, how many steps it became, and its parameters.</summary>
internal static class LayerSection
{
    public static IEnumerable<string> Lines(NetworkPlan plan)
    {
        var spec = plan.Spec;
        string trained = plan.TrainingIfAny is { } pass ? Invariant.Format($"batch {pass.Batch}") : "for predictions only";
        yield return Invariant.Format(
            $"Network {spec.Name}: {Count(spec.ParameterCount)} parameters, {Count(spec.MultiplyAdds)} multiply-adds an instance");
        yield return Invariant.Format($"{Capital(trained)}, inference batch {spec.InferenceBatch}");
        yield return "";
        yield return plan.TrainingIfAny is null
            ? "Layers (a layer without steps is part of a neighbour, or nothing)"
            : "Layers (steps of a prediction + of a training step; a layer without steps is part of a neighbour, or nothing)";
        string[][] layers = [["layer", "", "reads", "output", "parameters", "multiply-adds", "steps"], .. spec.Layers.SelectMany(Rows)];
        foreach (string line in TextTable.Lines(layers, false, false, false, false, true, true, true)) yield return line;
        yield return "";
        yield return Invariant.Format(
            $"Parameters ({Count(plan.ParameterFloats)} floats, packed; the first {Count(plan.TrainableFloats)} are trained)");
        string[][] places = [["offset", "floats", ""], .. plan.Parameters.OrderBy(parameter => parameter.Offset).Select(Place)];
        foreach (string line in TextTable.Lines(places, true, true, false)) yield return line;

        // Each input after the first has a line of its own: names are long where blocks are nested.
        IEnumerable<string[]> Rows(LayerSpec layer)
        {
            string[] inputs = layer.Inputs.Select(input => spec.Layers[input].Name).ToArray();
            yield return
            [
                layer.Name,
                layer.Description,
                inputs.FirstOrDefault() ?? "",
                layer.Output.ToString(),
                Count(layer.ParameterCount),
                Count(layer.MultiplyAdds),
                Steps(plan.Inference, layer) + (plan.TrainingIfAny is { } training ? " + " + Steps(training, layer) : ""),
            ];
            foreach (string input in inputs.Skip(1)) yield return ["", "", input, "", "", "", ""];
        }

        static string[] Place(ParameterPlan parameter) =>
            [Invariant.Count(parameter.Offset), Invariant.Count(ParameterPlan.PackedFloats(parameter.Spec)), parameter.Name];
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    private static string Count(long count) => count == 0 ? "" : Invariant.Count(count);

    private static string Steps(ExecutionPlan pass, LayerSpec layer)
    {
        int count = pass.Phases.SelectMany(phase => phase.Steps).Count(step => step.Layer == layer.Name);
        return count == 0 ? "-" : Invariant.Count(count);
    }
}
