using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Pooling over channels: output channel k is made of the channels k·window … (k + 1)·window − 1 of the same pixel.</summary>
internal sealed class DepthPoolLoops : LayerLoops<DepthPoolSpec>
{
    // The channels are the innermost dimension and the window divides them, so that windows are simply consecutive.
    public static double[] Forward(DepthPoolSpec layer, double[] x)
    {
        var y = new double[x.Length / layer.Window];
        for (int yi = 0; yi < y.Length; yi++)
        {
            var channels = Enumerable.Range(yi * layer.Window, layer.Window).ToList();
            y[yi] = layer.Kind == PoolKind.Max ? x[PoolLoops.FirstMaximum(x, channels)] : channels.Average(xi => x[xi]);
        }
        return y;
    }

    public static double[] Backward(DepthPoolSpec layer, double[] x, double[] dY)
    {
        var dX = new double[x.Length];
        for (int yi = 0; yi < dY.Length; yi++)
        {
            var channels = Enumerable.Range(yi * layer.Window, layer.Window).ToList();
            if (layer.Kind == PoolKind.Max) dX[PoolLoops.FirstMaximum(x, channels)] += dY[yi];
            else foreach (int xi in channels) dX[xi] += dY[yi] / layer.Window;
        }
        return dX;
    }

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, DepthPoolSpec pool) => Forward(pool, run.X);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, DepthPoolSpec pool, double[] dY) =>
        [Backward(pool, run.X, dY)];
}
