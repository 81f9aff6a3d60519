namespace Cnn.Planning;

/// <summary>
/// xᵢ [Cᵢ/16][H][W][16] → y [Σ Cᵢ/16][H][W][16], channels one behind the other. Inputs that end with a block of 16 write straight into y
/// (<see cref="ConcatSlices"/>); others are copied.
/// </summary>
internal sealed class ConcatPlanner : LayerPlanner<ConcatSpec>
{
    /// <inheritdoc/>
    public override JoinKind Join => JoinKind.Concatenation;

    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, ConcatSpec layer)
    {
        var channels = ConcatSlices.FirstChannels(pass.Graph, node);
        int[] copied = Enumerable.Range(0, channels.Count).Where(IsCopied).ToArray();
        if (copied.Length == 0) return;
        pass.Emit(new ConcatStep(
            pass.Builder.Method(layer, "Forward"), layer.Name,
            copied.Select(i => pass.Output(pass.Graph.Nodes[node.Inputs[i]]).Read()).ToEquatableArray(),
            copied.Select(i => channels[i]).ToEquatableArray(), pass.Output(node).Write()));

        bool IsCopied(int i)
        {
            pass.Graph.Work.Tick();
            return !pass.IsWritten(node, node.Inputs[i], channels[i]);
        }
    }

    // dxᵢ are channels of dy. A node that is read twice has two places in dy, and adds the channels of both.
    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, ConcatSpec layer)
    {
        var channels = ConcatSlices.FirstChannels(pass.Graph, node);
        var gradient = pass.Gradient(node);
        foreach (var operand in pass.Operands(node))
        {
            if (pass.Builder.IsSlice(operand.Gradient, gradient)) pass.Finish(operand, Epilogue.None);
            else pass.Write(node, operand, to => new SplitStep(pass.Builder.Method(layer, "Backward"), layer.Name, gradient.Read(),
                channels[operand.Index], to));
        }
    }
}
