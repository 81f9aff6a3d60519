namespace Cnn.Planning;

/// <summary>Upsampling to the nearest neighbour: x [C/16][H][W][16] → y [C/16][H·rows][W·columns][16], each pixel so often.</summary>
internal sealed class UpsamplePlanner : LayerPlanner<UpsampleSpec>
{
    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, UpsampleSpec layer) => pass.Emit(new UpsampleStep(
        pass.Builder.Method(layer, "Forward"), layer.Name, layer.Rows, layer.Columns, pass.Input(node).Read(),
        pass.Output(node).Write()));

    // dx = Σ dy over the pixels that one became.
    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, UpsampleSpec layer)
    {
        foreach (var operand in pass.Operands(node))
        {
            pass.Write(node, operand, to => new UpsampleBackwardStep(
                pass.Builder.Method(layer, "Backward"), layer.Name, layer.Rows, layer.Columns, pass.Gradient(node).Read(), to));
        }
    }
}

/// <summary>Repeats each pixel.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Rows">How many rows each becomes.</param>
/// <param name="Columns">How many columns each becomes.</param>
/// <param name="From">The map.</param>
/// <param name="To">The larger one.</param>
public sealed record UpsampleStep(string Name, string Layer, int Rows, int Columns, Read<TensorRef> From, Write<TensorRef> To)
    : StepPlan(Name, Layer);

/// <summary>Sums the gradient over the pixels that one became.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Rows">How many rows each became.</param>
/// <param name="Columns">How many columns each became.</param>
/// <param name="From">The gradient of the larger map.</param>
/// <param name="To">The gradient of the map.</param>
public sealed record UpsampleBackwardStep(string Name, string Layer, int Rows, int Columns, Read<TensorRef> From, Write<TensorRef> To)
    : StepPlan(Name, Layer);
