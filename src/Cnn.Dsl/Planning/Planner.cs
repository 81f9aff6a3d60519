namespace Cnn.Dsl;

/// <summary>Decides how a network runs: what is fused, how tensors lie, which kernel each layer gets, and where everything is in memory.</summary>
public static class Planner
{
    /// <summary>Plans inference and training.</summary>
    public static NetworkPlan Plan(NetworkSpec spec, CancellationToken cancellation = default)
    {
        var parameters = PlanParameters(spec, out long trainable, out long floats);
        var byName = parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        var kernels = new KernelTable();
        var inference = InferencePlanner.Plan(spec, byName, kernels);
        cancellation.ThrowIfCancellationRequested();
        var training = TrainingPlanner.Plan(spec, byName, kernels);
        return new(spec, parameters, trainable, floats, FoldPlan.Of(PlanGraph.Build(spec, isTraining: false), parameters), inference, training, kernels.Kernels);
    }

    private static EquatableArray<ParameterPlan> PlanParameters(NetworkSpec spec, out long trainable, out long floats)
    {
        var graph = PlanGraph.Build(spec, isTraining: true);
        var activations = graph.Nodes.ToDictionary(node => node.Layer.Name, graph.ActivationAfter, StringComparer.Ordinal);
        var parameters = new List<ParameterPlan>();
        // What an optimiser runs over lies in one stretch; the rest lies behind it.
        long next = 0, nextUntrained = trainable = spec.Layers.SelectMany(layer => layer.Parameters).Where(parameter => parameter.IsTrainable).Sum(ParameterPlan.PackedFloats);
        foreach (var layer in spec.Layers)
        {
            foreach (var parameter in layer.Parameters)
            {
                var (scale, isNormal) = ParameterPlan.Initial(parameter, activations[layer.Name]);
                ref long offset = ref parameter.IsTrainable ? ref next : ref nextUntrained;
                parameters.Add(new(layer.Name + "." + parameter.Suffix, layer.Name, parameter, (int)Math.Min(offset, int.MaxValue), scale, isNormal));
                offset += ParameterPlan.PackedFloats(parameter);
            }
        }
        floats = nextUntrained;
        return parameters.ToEquatableArray();
    }
}
