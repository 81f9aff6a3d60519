using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// Pooling over rows and columns. Padding is never read: a maximum ignores it, a mean divides by the pixels only, or by the window's area
/// inside the padded map. Of equal maxima the first in row order wins.
/// </summary>
internal sealed class PoolLoops : LayerLoops<PoolSpec>
{
    // PyTorch 2, float64: F.adaptive_avg_pool2d and F.adaptive_max_pool2d to 1x1 of an input [1, 3, 3, 5].
    /// <inheritdoc/>
    public override IEnumerable<KnownAnswer> KnownAnswers =>
    [
        new("input 3x5x3, global_avgpool", 1, [-0.12263279826100737, 0.40292607724074175, -0.3366848083844737], [0.0551219119660069]),
        new("input 3x5x3, global_maxpool", 1, [1.9787164932467634, 1.9986187774958357, 1.989289547755676], [0, 0, 0, 0]),
    ];

    public static double[] Forward(PoolSpec layer, double[] x, int instances)
    {
        var y = new double[instances * layer.Output.ElementCount];
        ForEachWindow(layer, instances, (pixels, divisor, yi) =>
            y[yi] = layer.Kind == PoolKind.Max ? x[FirstMaximum(x, pixels)] : pixels.Sum(xi => x[xi]) / divisor);
        return y;
    }

    public static double[] Backward(PoolSpec layer, double[] x, double[] dY, int instances)
    {
        var dX = new double[x.Length];
        ForEachWindow(layer, instances, (pixels, divisor, yi) =>
        {
            if (layer.Kind == PoolKind.Max) dX[FirstMaximum(x, pixels)] += dY[yi];
            else foreach (int xi in pixels) dX[xi] += dY[yi] / divisor;
        });
        return dX;
    }

    public static int FirstMaximum(double[] x, List<int> candidates)
    {
        int best = candidates[0];
        foreach (int candidate in candidates)
            if (x[candidate] > x[best]) best = candidate;
        return best;
    }

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, PoolSpec pool) => Forward(pool, run.X, run.Instances);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, PoolSpec pool, double[] dY) =>
        [Backward(pool, run.X, dY, run.Instances)];

    private static void ForEachWindow(PoolSpec layer, int instances, Action<List<int>, int, int> pool)
    {
        var (input, output, window) = (layer.Input, layer.Output, layer.Window);
        var pixels = new List<int>();
        int yi = 0;
        for (int n = 0; n < instances; n++)
            for (int i = 0; i < output.Height; i++)
                for (int j = 0; j < output.Width; j++)
                    for (int c = 0; c < output.Channels; c++)
                    {
                        pixels.Clear();
                        // Windows may be far larger than the map: only what is inside is gone through.
                        int top = i * window.StrideRows - window.PadTop, left = j * window.StrideColumns - window.PadLeft;
                        for (int h = Math.Max(0, top); h < Math.Min(input.Height, top + window.Rows); h++)
                            for (int w = Math.Max(0, left); w < Math.Min(input.Width, left + window.Columns); w++)
                                pixels.Add(((n * input.Height + h) * input.Width + w) * input.Channels + c);
                        int rows = Math.Min(input.Height + window.PadBottom, top + window.Rows) - top;
                        int inPaddedMap = rows * (Math.Min(input.Width + window.PadRight, left + window.Columns) - left);
                        pool(pixels, layer.Kind == PoolKind.PaddedAverage ? inPaddedMap : pixels.Count, yi++);
                    }
    }
}
