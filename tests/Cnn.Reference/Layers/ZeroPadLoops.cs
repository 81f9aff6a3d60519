using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Zeros around a map.</summary>
internal sealed class ZeroPadLoops : LayerLoops<ZeroPadSpec>
{
    public static double[] Forward(ZeroPadSpec layer, double[] x, int instances)
    {
        var y = new double[instances * layer.Output.ElementCount];
        ForEachValue(layer, instances, (xi, yi) => y[yi] = x[xi]);
        return y;
    }

    public static double[] Backward(ZeroPadSpec layer, double[] dY, int instances)
    {
        var dX = new double[instances * layer.Input.ElementCount];
        ForEachValue(layer, instances, (xi, yi) => dX[xi] = dY[yi]);
        return dX;
    }

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, ZeroPadSpec pad) => Forward(pad, run.X, run.Instances);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, ZeroPadSpec pad, double[] dY) =>
        [Backward(pad, dY, run.Instances)];

    private static void ForEachValue(ZeroPadSpec layer, int instances, Action<int, int> visit)
    {
        var (input, output) = (layer.Input, layer.Output);
        for (int n = 0; n < instances; n++)
            for (int h = 0; h < input.Height; h++)
                for (int w = 0; w < input.Width; w++)
                    for (int c = 0; c < input.Channels; c++)
                        visit(
                            ((n * input.Height + h) * input.Width + w) * input.Channels + c,
                            ((n * output.Height + h + layer.Top) * output.Width + w + layer.Left) * output.Channels + c
                                + layer.ChannelsBefore);
    }
}
