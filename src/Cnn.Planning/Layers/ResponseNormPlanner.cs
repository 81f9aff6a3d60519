namespace Cnn.Planning;

/// <summary>
/// Local response normalization of x [C/16][H][W][16]: y = x (k + scale Σ x²)^−β, summed over neighbouring channels or pixels. Sums over
/// channels need room for the squares of a row of pixels, [W][reach + C + reach]; the way back takes the sums again and needs room for as
/// many ratios.
/// </summary>
internal sealed class ResponseNormPlanner : LayerPlanner<LocalResponseNormSpec>
{
    /// <inheritdoc/>
    protected override IEnumerable<(string What, long Floats)> LargeTensors(LocalResponseNormSpec layer, bool trains)
    {
        if (!layer.IsWithinChannels) yield return ("squares", layer.Input.Width * PixelFloats(layer));
    }

    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, LocalResponseNormSpec layer)
    {
        TensorRef? squares = layer.IsWithinChannels ? null : pass.Builder.AddTensor("squares of " + layer.Name, Row(layer));
        pass.Emit(new LocalResponseNormStep(pass.Builder.Method(layer, "Forward"), layer.Name, Norm(layer), pass.Input(node).Read(),
            pass.Output(node).Write(), squares?.Write()));
    }

    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, LocalResponseNormSpec layer)
    {
        foreach (var operand in pass.Operands(node)) pass.Write(node, operand, to => Backward(pass, node, layer, to));
    }

    private static LocalResponseNormBackwardStep Backward(
        BackwardPass pass, PlanNode node, LocalResponseNormSpec layer, Write<TensorRef> to)
    {
        var builder = pass.Builder;
        TensorRef? squares = layer.IsWithinChannels ? null : builder.AddTensor("squares on the way back of " + layer.Name, Row(layer));
        var ratios = builder.AddTensor("ratios of " + layer.Name, layer.IsWithinChannels
            ? new(layer.Input with { Channels = TensorGeometry.Lanes }, TensorLayout.Blocked, default)
            : Row(layer));
        return new(builder.Method(layer, "Backward"), layer.Name, Norm(layer), pass.Forward.Input(node).Read(),
            pass.Gradient(node).Read(), to, squares?.Write(), ratios.Write());
    }

    // A pixel's channels with their neighbours' places, before anything is computed in 32 bits.
    private static long PixelFloats(LocalResponseNormSpec layer) => BlockedFloats(layer.Input.Channels, 1, 1) + 2L * layer.Reach;

    private static TensorGeometry Row(LocalResponseNormSpec layer) =>
        new(new(1, layer.Input.Width, (int)PixelFloats(layer)), TensorLayout.ChannelsLast, default);

    private static ResponseNormPlan Norm(LocalResponseNormSpec layer) => new(layer.Reach, layer.Scale, layer.Beta, layer.K);
}
