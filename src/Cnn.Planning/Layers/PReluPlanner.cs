namespace Cnn.Planning;

/// <summary>
/// Rectifiers with trained slopes: x [C/16][H][W][16] → y, likewise, y = x where x is positive and a x elsewhere, with a [C], or one for
/// all.
/// </summary>
internal sealed class PReluPlanner : LayerPlanner<PReluSpec>
{
    /// <inheritdoc/>
    public override bool OverwritesAtInference => true;

    /// <inheritdoc/>
    public override bool OnlyReadsGradient => true;

    /// <inheritdoc/>
    public override bool ReadsGradientLate => true;

    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, PReluSpec layer) => pass.Emit(new PReluStep(
        pass.Builder.Method(layer, "Forward"), layer.Name, pass.Input(node).Read(), pass.Output(node).Write(),
        Slopes(pass.Builder, layer).Values.Read(), layer.IsShared));

    // da = Σ x dy over the values that are not positive; dx = dy where x is positive, and a dy elsewhere.
    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, PReluSpec layer)
    {
        var builder = pass.Builder;
        TensorRef x = pass.Forward.Input(node), gradient = pass.Gradient(node);
        var slopes = Slopes(builder, layer);
        pass.EmitWeightGradient(new PReluGradientStep(
            builder.Method(layer, "SlopeGradient"), layer.Name, x.Read(), gradient.Read(), slopes.Gradient.Write(), layer.IsShared,
            builder.Geometry(x).Blocks));
        foreach (var operand in pass.Operands(node))
        {
            pass.Write(node, operand, to => new PReluBackwardStep(
                builder.Method(layer, "Backward"), layer.Name, x.Read(), gradient.Read(), to, slopes.Values.Read(), layer.IsShared));
        }
    }

    private static ParameterPlan Slopes(PassBuilder builder, PReluSpec layer) => builder.Parameter(layer, "weight")!;
}

/// <summary>Multiplies each value that is not positive by its channel's slope.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The input.</param>
/// <param name="To">The output.</param>
/// <param name="Slopes">The slopes.</param>
/// <param name="HasOneSlope">Whether there is one for all channels.</param>
public sealed record PReluStep(
    string Name, string Layer, Read<TensorRef> From, Write<TensorRef> To, Read<ParameterRef> Slopes, bool HasOneSlope)
    : StepPlan(Name, Layer);

/// <summary>Multiplies each gradient by its channel's slope where the input was not positive.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">The input.</param>
/// <param name="Gradient">The gradient of the output.</param>
/// <param name="To">The gradient of the input.</param>
/// <param name="Slopes">The slopes.</param>
/// <param name="HasOneSlope">Whether there is one for all channels.</param>
public sealed record PReluBackwardStep(
    string Name, string Layer, Read<TensorRef> Input, Read<TensorRef> Gradient, Write<TensorRef> To, Read<ParameterRef> Slopes,
    bool HasOneSlope)
    : StepPlan(Name, Layer);

/// <summary>The gradient of the slopes: a unit is a block of 16 channels; where one slope is shared, all blocks are one unit.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">The input.</param>
/// <param name="Gradient">The gradient of the output.</param>
/// <param name="SlopesGradient">The gradient of the slopes.</param>
/// <param name="HasOneSlope">Whether there is one slope for all channels.</param>
/// <param name="Blocks">Blocks of 16 channels.</param>
public sealed record PReluGradientStep(
    string Name, string Layer, Read<TensorRef> Input, Read<TensorRef> Gradient, Write<GradientRef> SlopesGradient, bool HasOneSlope,
    int Blocks)
    : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override StepScope Scope => StepScope.Unit;

    /// <inheritdoc/>
    public override int Units => HasOneSlope ? 1 : Blocks;
}
