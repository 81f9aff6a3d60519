namespace Cnn.Planning;

/// <summary>
/// How a layer family is computed, both ways. There is one for each type of spec; it has no state of its own.
/// </summary>
internal abstract class LayerPlanner : LayerTraits
{
    /// <summary>The rows and columns of zeros that a node needs around what it reads.</summary>
    public virtual Halo InputHalo(Algorithms algorithms, PlanNode node) => default;

    /// <summary>The rows and columns of zeros that a node needs around the gradient of its output.</summary>
    public virtual Halo GradientHalo(ForwardPass pass, PlanNode node) => default;

    /// <summary>What a model makes of a layer that it folds into its weights; null where there is nothing to fold.</summary>
    /// <param name="layer">The layer: the node's own, or a batch norm that is part of the node.</param>
    /// <param name="node">The node.</param>
    /// <param name="positions">The positions of parameters.</param>
    public abstract FoldPlan? Fold(LayerSpec layer, PlanNode node, ParameterPositions positions);

    /// <summary>Takes room for what the way back needs of the way forward.</summary>
    public abstract void Keep(ForwardPass pass, PlanNode node);

    /// <summary>Emits a node's forward steps.</summary>
    public abstract void Forward(ForwardPass pass, PlanNode node);

    /// <summary>
    /// Emits the steps of a node's way back, for each operand that wants a gradient (<see cref="BackwardPass.Operands"/>).
    /// </summary>
    public abstract void Backward(BackwardPass pass, PlanNode node);
}

/// <summary>How the layers of one type of spec are computed.</summary>
/// <typeparam name="TSpec">The type.</typeparam>
internal abstract class LayerPlanner<TSpec> : LayerPlanner
    where TSpec : LayerSpec
{
    /// <inheritdoc/>
    public sealed override Type Layer => typeof(TSpec);

    /// <inheritdoc/>
    public sealed override bool IsJoined(LayerSpec layer, PlanNode before, LayerPlace place) => IsJoined((TSpec)layer, before, place);

    /// <inheritdoc/>
    public sealed override Contraction? ContractionOf(LayerSpec layer, TensorShape input) => ContractionOf((TSpec)layer, input);

    /// <inheritdoc/>
    public sealed override Pooling? PoolingOf(LayerSpec layer) => PoolingOf((TSpec)layer);

    /// <inheritdoc/>
    public sealed override IEnumerable<(string What, long Floats)> LargeTensors(LayerSpec layer, bool trains) =>
        LargeTensors((TSpec)layer, trains).Prepend(("output",
            BlockedFloats(layer.Output.Channels, layer.Output.Height, layer.Output.Width)));

    /// <inheritdoc/>
    public sealed override FoldPlan? Fold(LayerSpec layer, PlanNode node, ParameterPositions positions) =>
        Fold((TSpec)layer, node, positions);

    /// <inheritdoc/>
    public sealed override void Keep(ForwardPass pass, PlanNode node) => Keep(pass, node, (TSpec)node.Layer);

    /// <inheritdoc/>
    public sealed override void Forward(ForwardPass pass, PlanNode node) => Forward(pass, node, (TSpec)node.Layer);

    /// <inheritdoc/>
    public sealed override void Backward(BackwardPass pass, PlanNode node) => Backward(pass, node, (TSpec)node.Layer);

    /// <inheritdoc cref="LayerTraits.IsJoined"/>
    protected virtual bool IsJoined(TSpec layer, PlanNode before, LayerPlace place) => false;

    /// <inheritdoc cref="LayerTraits.ContractionOf"/>
    protected virtual Contraction? ContractionOf(TSpec layer, TensorShape input) => null;

    /// <inheritdoc cref="LayerTraits.PoolingOf"/>
    protected virtual Pooling? PoolingOf(TSpec layer) => null;

    /// <summary>Those of <see cref="LayerTraits.LargeTensors"/> besides the output.</summary>
    protected virtual IEnumerable<(string What, long Floats)> LargeTensors(TSpec layer, bool trains) => [];

    /// <inheritdoc cref="LayerPlanner.Fold"/>
    protected virtual FoldPlan? Fold(TSpec layer, PlanNode node, ParameterPositions positions) => null;

    /// <inheritdoc cref="LayerPlanner.Keep"/>
    protected virtual void Keep(ForwardPass pass, PlanNode node, TSpec layer)
    {
    }

    /// <inheritdoc cref="LayerPlanner.Forward"/>
    protected abstract void Forward(ForwardPass pass, PlanNode node, TSpec layer);

    /// <inheritdoc cref="LayerPlanner.Backward"/>
    protected abstract void Backward(BackwardPass pass, PlanNode node, TSpec layer);

    /// <summary>Floats of a map in blocks of 16 channels.</summary>
    protected static long BlockedFloats(int channels, long rows, long columns) =>
        ((long)channels + TensorGeometry.Lanes - 1) / TensorGeometry.Lanes * TensorGeometry.Lanes * rows * columns;
}

/// <summary>How the layers are computed that never have a node: they are nothing, or say something about the node before them.</summary>
/// <typeparam name="TSpec">Their type.</typeparam>
internal abstract class NodelessPlanner<TSpec> : LayerPlanner<TSpec>
    where TSpec : LayerSpec
{
    /// <inheritdoc/>
    protected sealed override bool IsJoined(TSpec layer, PlanNode before, LayerPlace place) => true;

    /// <inheritdoc/>
    protected sealed override void Forward(ForwardPass pass, PlanNode node, TSpec layer) => throw HasNoNode(layer);

    /// <inheritdoc/>
    protected sealed override void Backward(BackwardPass pass, PlanNode node, TSpec layer) => throw HasNoNode(layer);

    private static InvalidOperationException HasNoNode(TSpec layer) =>
        new($"Layer '{layer.Name}' ({layer.Description}) has no steps of its own.");
}
