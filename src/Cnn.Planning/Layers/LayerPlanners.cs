namespace Cnn.Planning;

/// <summary>The planners of all layers. A new layer is a file of its own and a line here.</summary>
internal static class LayerPlanners
{
    /// <summary>All of them, one for each type of spec.</summary>
    public static IReadOnlyList<LayerPlanner> All { get; } =
    [
        new InputPlanner(),
        new ConvolutionPlanner(),
        new DensePlanner(),
        new PoolPlanner(),
        new SubsamplingPlanner(),
        new DepthPoolPlanner(),
        new ActivationPlanner(),
        new SoftmaxPlanner(),
        new RadialBasisPlanner(),
        new ResponseNormPlanner(),
        new BatchNormPlanner(),
        new ZeroPadPlanner(),
        new FlattenPlanner(),
        new DropoutPlanner(),
        new AddPlanner(),
        new ConcatPlanner(),
        new AuxiliaryPlanner(),
    ];

    private static readonly Dictionary<Type, LayerPlanner> s_byLayer = All.ToDictionary(planner => planner.Layer);

    /// <summary>The planner of a layer.</summary>
    /// <exception cref="InvalidOperationException">There is none for its type.</exception>
    public static LayerPlanner Of(LayerSpec layer) => s_byLayer.TryGetValue(layer.GetType(), out var planner)
        ? planner
        : throw new InvalidOperationException($"No planner is listed for layer '{layer.Name}' ({layer.Description}).");
}
