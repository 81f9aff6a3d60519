namespace Cnn.Planning;

/// <summary>The parameters of a network with their places: what an optimizer runs over lies in one stretch, the rest behind it.</summary>
/// <param name="Parameters">The parameters, in the order of the layers.</param>
/// <param name="TrainableFloats">The part that is trained.</param>
/// <param name="Floats">All parameters.</param>
internal sealed record ParameterLayout(EquatableArray<ParameterPlan> Parameters, long TrainableFloats, long Floats)
{
    /// <summary>The parameters by their names.</summary>
    public IReadOnlyDictionary<string, ParameterPlan> ByName { get; } =
        Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);

    /// <summary>Lays a network's out.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="traits">What is true of all layers of a layer's kind.</param>
    /// <param name="work">What ticks for each layer.</param>
    public static ParameterLayout Of(NetworkSpec spec, Func<LayerSpec, LayerTraits> traits, Work work)
    {
        var graph = PlanGraph.Build(spec, traits, isTraining: true, work);
        var activations = graph.Nodes.ToDictionary(node => node.Layer.Name, graph.ActivationAfter, StringComparer.Ordinal);
        bool[] leadsToOutput = MainNetwork.LeadsToOutput(spec.Layers);
        var parameters = new List<ParameterPlan>();
        long trainable = spec.Layers.SelectMany(layer => layer.Parameters)
            .Where(parameter => parameter.IsTrainable).Sum(ParameterPlan.PackedFloats);
        long next = 0, nextUntrained = trainable;
        for (int i = 0; i < leadsToOutput.Length; i++)
        {
            work.Tick();
            var layer = spec.Layers[i];
            foreach (var parameter in layer.Parameters)
            {
                var initial = FirstValues.Of(parameter, activations[layer.Name]);
                ref long offset = ref parameter.IsTrainable ? ref next : ref nextUntrained;
                int place = (int)Math.Min(offset, int.MaxValue);
                parameters.Add(new(layer.Name + "." + parameter.Suffix, layer.Name, parameter, place, initial)
                {
                    IsAuxiliary = !leadsToOutput[i],
                });
                offset += ParameterPlan.PackedFloats(parameter);
            }
        }
        return new(parameters.ToEquatableArray(), trainable, nextUntrained);
    }
}
