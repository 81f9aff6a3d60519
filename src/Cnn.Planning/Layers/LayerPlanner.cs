namespace Cnn.Planning;

/// <summary>
/// How a layer family is computed, both ways, and what shared planners ask about it. There is one for each type of spec
/// (<see cref="LayerPlanners"/>); it has no state of its own.
/// </summary>
internal abstract class LayerPlanner
{
    /// <summary>The type of spec that it is for.</summary>
    public abstract Type Layer { get; }

    /// <summary>What the layer does with the order of its input's elements.</summary>
    public virtual OrderUse UseOfOrder => OrderUse.Reads;

    /// <summary>Whether a node of it has the shape of the node that it reads: a map, where a flattening between them was nothing.</summary>
    public virtual bool KeepsShape => false;

    /// <summary>How it joins several inputs.</summary>
    public virtual JoinKind Join => JoinKind.None;

    /// <summary>Whether an activation right after it can be part of it.</summary>
    public virtual bool TakesActivation => false;

    /// <summary>Whether a batch norm right after it can be part of it at inference.</summary>
    public virtual bool TakesNorm => false;

    /// <summary>Whether it can add the other summand of a sum right after it to what it stores.</summary>
    public virtual bool TakesAddend => false;

    /// <summary>Whether it centres and scales what it reads: the weights before it are then drawn for the activation behind it.</summary>
    public virtual bool IsNormalization => false;

    /// <summary>Whether its way back works in place on the gradient, so that its input's gradient is its own.</summary>
    public virtual bool WorksInPlace => false;

    /// <summary>Whether its way back leaves the gradient of its output as it is.</summary>
    public virtual bool OnlyReadsGradient => false;

    /// <summary>
    /// Whether it reads the gradient of its output once more at a time that is not known, when it sums the gradient of its weights.
    /// </summary>
    public virtual bool ReadsGradientLate => false;

    /// <summary>Whether the layer needs no node: it is nothing, or part of the node before it, which it then changes.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="before">The node that it reads.</param>
    /// <param name="place">Where it stands.</param>
    public abstract bool IsJoined(LayerSpec layer, PlanNode before, LayerPlace place);

    /// <summary>The weighted sum that the layer is; null where it is none.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="input">The shape of the tensor that it reads.</param>
    public abstract Contraction? ContractionOf(LayerSpec layer, TensorShape input);

    /// <summary>The pooling over rows and columns that the layer is and no more; null where it is none.</summary>
    public abstract Pooling? PoolingOf(LayerSpec layer);

    /// <summary>
    /// The layer's tensors that may be too large to be addressed, each with its floats, before anything is computed in 32 bits.
    /// </summary>
    /// <param name="layer">The layer.</param>
    /// <param name="trains">Whether the network is trained.</param>
    public abstract IEnumerable<(string What, long Floats)> LargeTensors(LayerSpec layer, bool trains);

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

    /// <inheritdoc cref="LayerPlanner.IsJoined"/>
    protected virtual bool IsJoined(TSpec layer, PlanNode before, LayerPlace place) => false;

    /// <inheritdoc cref="LayerPlanner.ContractionOf"/>
    protected virtual Contraction? ContractionOf(TSpec layer, TensorShape input) => null;

    /// <inheritdoc cref="LayerPlanner.PoolingOf"/>
    protected virtual Pooling? PoolingOf(TSpec layer) => null;

    /// <summary>Those of <see cref="LayerPlanner.LargeTensors"/> besides the output.</summary>
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
