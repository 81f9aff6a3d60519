namespace Cnn.Planning;

/// <summary>
/// Convolutions: x [C/16][H][W][16], W [K/16][rows][columns][C][16], y [K/16][H'][W'][16]; few maps lie one behind the other
/// (<see cref="PlanarMaps"/>).
/// </summary>
internal sealed class ConvolutionPlanner : ContractionPlanner<ConvolutionSpec>
{
    /// <inheritdoc/>
    public override Halo InputHalo(Algorithms algorithms, PlanNode node) => algorithms.InputHalo(node);

    // What a convolution's gradients reach around the gradient of its output.
    /// <inheritdoc/>
    public override Halo GradientHalo(ForwardPass pass, PlanNode node)
    {
        var (graph, algorithms) = (pass.Graph, pass.Algorithms);
        var input = graph.Nodes[node.Input];
        var halo = graph.NeedsGradient(node.Input) && !algorithms.IsPlanar(input) && !Geometry(pass, node).IsDense
            ? DataGradientContraction.GradientHalo(node.Window, input.Shape, node.Shape)
            : default;
        if (algorithms.DataGradient(node)?.Geometry is { } tiles)
        {
            var (top, left) = WinogradChooser.GradientPadding(node.Window);
            halo = halo.Union(WinogradGeometry.InputHalo(tiles.Form, tiles.Rows, tiles.Columns, node.Shape, top, left));
        }
        return algorithms.WeightGradient(node)?.Geometry is { } sums ? halo.Union(sums.GradientHalo) : halo;
    }

    /// <inheritdoc/>
    protected override Contraction? ContractionOf(ConvolutionSpec layer, TensorShape input) => new(layer.Window, layer.Groups)
    {
        IsDepthwise = layer.Kernel.IsDepthwise,
        HasTable = layer.Connections.Count > 0,
    };

    // The input has its padding around it, and so may the gradient have on the way back: what the kernel reaches before it, and as far as
    // input is behind it.
    /// <inheritdoc/>
    protected override IEnumerable<(string What, long Floats)> LargeTensors(ConvolutionSpec layer, bool trains)
    {
        var (window, input, output) = (layer.Window, layer.Input, layer.Output);
        yield return ("padded input", BlockedFloats(
            input.Channels, (long)input.Height + window.PadTop + window.PadBottom, (long)input.Width + window.PadLeft + window.PadRight));
        if (!trains) yield break;
        yield return ("padded gradient", BlockedFloats(
            output.Channels,
            Reached(output.Height, input.Height, window.EffectiveRows, window.StrideRows, window.PadTop),
            Reached(output.Width, input.Width, window.EffectiveColumns, window.StrideColumns, window.PadLeft)));

        static long Reached(int output, int input, int kernel, int stride, int pad) =>
            (kernel - 1) / stride + Math.Max(output, ((long)input - 1 + pad) / stride + 1);
    }
}
