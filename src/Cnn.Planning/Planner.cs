namespace Cnn.Planning;

/// <summary>Decides how a network runs: what is fused, how tensors lie, which kernel each layer gets, and where everything is in memory.</summary>
public static class Planner
{
    /// <summary>Plans inference, and training where the network is trained.</summary>
    public static NetworkPlan Plan(NetworkSpec spec, CancellationToken cancellation = default) =>
        Plan(spec, new KernelTable(new(cancellation)));

    /// <summary>
    /// The same plan without kernels and their tiles, which take most of the time: for whoever asks about memory, which does not depend on them.
    /// </summary>
    internal static NetworkPlan PlanMemory(NetworkSpec spec, Work? work = null) =>
        Plan(spec, new KernelTable(work ?? new(), choosesTiles: false));

    /// <summary>What a session of one pass takes; the other pass is not planned.</summary>
    internal static SessionMemory PlanSession(NetworkSpec spec, bool isTraining, Work? work = null)
    {
        work ??= new();
        var byName = ByName(PlanParameters(spec, work, out long trainable, out long floats));
        var kernels = new KernelTable(work, choosesTiles: false);
        return isTraining
            ? SessionMemory.Training(TrainingPlanner.Plan(spec, byName, kernels), floats, trainable, spec)
            : SessionMemory.Inference(InferencePlanner.Plan(MainNetwork.Of(spec), byName, kernels), floats);
    }

    private static NetworkPlan Plan(NetworkSpec spec, KernelTable kernels)
    {
        var parameters = PlanParameters(spec, kernels.Work, out long trainable, out long floats);
        var byName = ByName(parameters);
        var main = MainNetwork.Of(spec);
        var inference = InferencePlanner.Plan(main, byName, kernels);
        var training = spec.Trains ? TrainingPlanner.Plan(spec, byName, kernels) : null;
        var folds = FoldPlan.Of(PlanGraph.Build(main, isTraining: false, kernels.Work), parameters);
        return new(spec, parameters, trainable, floats, folds, inference, training, kernels.Kernels);
    }

    private static Dictionary<string, ParameterPlan> ByName(EquatableArray<ParameterPlan> parameters) =>
        parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    private static EquatableArray<ParameterPlan> PlanParameters(NetworkSpec spec, Work work, out long trainable, out long floats)
    {
        var graph = PlanGraph.Build(spec, isTraining: true, work);
        var activations = graph.Nodes.ToDictionary(node => node.Layer.Name, graph.ActivationAfter, StringComparer.Ordinal);
        bool[] leadsToOutput = MainNetwork.LeadsToOutput(spec.Layers);
        var parameters = new List<ParameterPlan>();
        // What an optimiser runs over lies in one stretch; the rest lies behind it.
        long next = 0, nextUntrained = trainable = spec.Layers.SelectMany(layer => layer.Parameters).Where(parameter => parameter.IsTrainable).Sum(ParameterPlan.PackedFloats);
        for (int i = 0; i < leadsToOutput.Length; i++)
        {
            work.Tick();
            var layer = spec.Layers[i];
            foreach (var parameter in layer.Parameters)
            {
                var (scale, isNormal) = ParameterPlan.Initial(parameter, activations[layer.Name]);
                ref long offset = ref parameter.IsTrainable ? ref next : ref nextUntrained;
                parameters.Add(new(layer.Name + "." + parameter.Suffix, layer.Name, parameter, (int)Math.Min(offset, int.MaxValue), scale, isNormal) { IsAuxiliary = !leadsToOutput[i] });
                offset += ParameterPlan.PackedFloats(parameter);
            }
        }
        floats = nextUntrained;
        return parameters.ToEquatableArray();
    }
}
