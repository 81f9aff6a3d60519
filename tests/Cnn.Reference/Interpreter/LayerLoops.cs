using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// How the layers of one type of spec are computed in double precision, both ways. A layer's class is found by that type.
/// </summary>
internal abstract class LayerLoops
{
    private static readonly Dictionary<Type, LayerLoops> s_byLayer = typeof(LayerLoops).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(LayerLoops)) && !type.IsAbstract)
        .Select(type => (LayerLoops)Activator.CreateInstance(type)!)
        .ToDictionary(loops => loops.Layer);

    /// <summary>One for each type of spec.</summary>
    public static IEnumerable<LayerLoops> All => s_byLayer.Values;

    /// <summary>Numbers that somebody else computed, with their source in a comment.</summary>
    public virtual IEnumerable<KnownAnswer> KnownAnswers => [];

    /// <summary>The type of spec.</summary>
    protected abstract Type Layer { get; }

    /// <summary>The class that knows a layer.</summary>
    public static LayerLoops Of(LayerSpec layer) => s_byLayer.TryGetValue(layer.GetType(), out var loops)
        ? loops
        : throw new NotSupportedException($"The interpreter does not know the layer '{layer.Description}'.");

    /// <summary>The output before the layer's own activation.</summary>
    public abstract double[] Forward(LayerRun run);

    /// <summary>
    /// The gradient of each input, from the gradient of what <see cref="Forward"/> returned; the parameters' gradients are added to.
    /// </summary>
    public abstract double[][] Backward(LayerRun run, double[] dY);
}

/// <summary>How the layers of one type of spec are computed.</summary>
/// <typeparam name="TSpec">The type.</typeparam>
internal abstract class LayerLoops<TSpec> : LayerLoops
    where TSpec : LayerSpec
{
    /// <inheritdoc/>
    protected sealed override Type Layer => typeof(TSpec);

    /// <inheritdoc/>
    public sealed override double[] Forward(LayerRun run) => Forward(run, (TSpec)run.Layer);

    /// <inheritdoc/>
    public sealed override double[][] Backward(LayerRun run, double[] dY) => Backward(run, (TSpec)run.Layer, dY);

    /// <inheritdoc cref="LayerLoops.Forward"/>
    protected abstract double[] Forward(LayerRun run, TSpec layer);

    /// <inheritdoc cref="LayerLoops.Backward"/>
    protected abstract double[][] Backward(LayerRun run, TSpec layer, double[] dY);
}
