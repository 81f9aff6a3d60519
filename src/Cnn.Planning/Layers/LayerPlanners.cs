namespace Cnn.Planning;

/// <summary>The planners of all layers. A new layer's is found by its type.</summary>
internal static class LayerPlanners
{
    /// <summary>All of them, one for each type of spec.</summary>
    public static IReadOnlyList<LayerPlanner> All { get; } = typeof(LayerPlanners).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(LayerPlanner)) && !type.IsAbstract)
        .Select(type => (LayerPlanner)Activator.CreateInstance(type)).ToArray();

    private static readonly Dictionary<Type, LayerPlanner> s_byLayer = All.ToDictionary(planner => planner.Layer);

    /// <summary>The planner of a layer.</summary>
    /// <exception cref="InvalidOperationException">There is none for its type.</exception>
    public static LayerPlanner Of(LayerSpec layer) => s_byLayer.TryGetValue(layer.GetType(), out var planner)
        ? planner
        : throw new InvalidOperationException($"No planner is listed for layer '{layer.Name}' ({layer.Description}).");
}
