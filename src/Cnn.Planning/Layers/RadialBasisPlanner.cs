namespace Cnn.Planning;

/// <summary>Squared distances of x [C] from codes [K][C], y [K]. The codes are not trained.</summary>
internal sealed class RadialBasisPlanner : LayerPlanner<RadialBasisSpec>
{
    /// <inheritdoc/>
    protected override void Forward(ForwardPass pass, PlanNode node, RadialBasisSpec layer) => pass.Emit(
        new SquaredDistancesStep(pass.Builder.Method(layer, "Forward"), layer.Name, pass.Input(node).Read(),
            pass.Output(node).Write(), Codes(pass.Builder, layer)));

    /// <inheritdoc/>
    protected override void Backward(BackwardPass pass, PlanNode node, RadialBasisSpec layer)
    {
        foreach (var operand in pass.Operands(node))
        {
            pass.Write(node, operand, to => new SquaredDistancesBackwardStep(
                pass.Builder.Method(layer, "Backward"), layer.Name, pass.Forward.Input(node).Read(), pass.Gradient(node).Read(), to,
                Codes(pass.Builder, layer)));
        }
    }

    private static Read<ParameterRef> Codes(PassBuilder builder, RadialBasisSpec layer) =>
        builder.Parameter(layer, "weight")!.Values.Read();
}
