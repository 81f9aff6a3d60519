namespace Cnn.Planning;

/// <summary>x [C/16][H][W][16] with zeros around it, y [C'/16][H'][W'][16].</summary>
internal sealed class ZeroPadPlanner : LayerPlanner<ZeroPadSpec>
{
    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, ZeroPadSpec layer) => pass.Emit(new ZeroPadStep(
        pass.Builder.Method(layer, "Forward"), layer.Name, layer.Top, layer.Left, layer.ChannelsBefore, pass.Input(node).Read(),
        pass.Output(node).Write()));

    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, ZeroPadSpec layer)
    {
        foreach (var operand in pass.Operands(node))
        {
            pass.Write(node, operand, to => new ZeroPadBackwardStep(
                pass.Builder.Method(layer, "Backward"), layer.Name, layer.Top, layer.Left, layer.ChannelsBefore,
                pass.Gradient(node).Read(), to));
        }
    }
}

/// <summary>Copies a map into a larger one and writes the zeros around it.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Top">Rows of zeros above the map.</param>
/// <param name="Left">Columns of zeros to its left.</param>
/// <param name="Before">Channels of zeros before it.</param>
/// <param name="From">The map.</param>
/// <param name="To">The larger one.</param>
public sealed record ZeroPadStep(string Name, string Layer, int Top, int Left, int Before, Read<TensorRef> From, Write<TensorRef> To)
    : StepPlan(Name, Layer);

/// <summary>Copies the gradient of the map out of that of the larger one; the zeros have none.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Top">Rows of zeros above the map.</param>
/// <param name="Left">Columns of zeros to its left.</param>
/// <param name="Before">Channels of zeros before it.</param>
/// <param name="From">The gradient of the larger map.</param>
/// <param name="To">The gradient of the map.</param>
public sealed record ZeroPadBackwardStep(
    string Name, string Layer, int Top, int Left, int Before, Read<TensorRef> From, Write<TensorRef> To)
    : StepPlan(Name, Layer);
