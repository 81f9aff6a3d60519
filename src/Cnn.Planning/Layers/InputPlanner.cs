namespace Cnn.Planning;

/// <summary>The network's input: x [H][W][C] as the caller hands it in becomes y as its readers want it, normalized.</summary>
internal sealed class InputPlanner : LayerPlanner<InputSpec>
{
    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, InputSpec layer) => pass.Emit(
        new CopyImageStep(pass.Builder.Method(layer, "Copy"), layer.Name, pass.Output(node).Write())
        {
            Mean = layer.Normalization.Mean.Select(value => (float)value).ToEquatableArray(),
            Deviation = layer.Normalization.Deviation.Select(value => (float)value).ToEquatableArray(),
            TakesBytes = layer.TakesBytes,
        });

    // Nobody asks for the gradient of an image.
    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, InputSpec layer)
    {
    }
}
