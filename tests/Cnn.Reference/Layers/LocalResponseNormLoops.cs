using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Local response normalization, value by value.</summary>
internal sealed class LocalResponseNormLoops : LayerLoops<LocalResponseNormSpec>
{
    public static double[] Forward(LocalResponseNormSpec layer, double[] x, int instances)
    {
        var y = new double[x.Length];
        ForEachWindow(layer, instances, (i, window) => y[i] = x[i] * Math.Pow(Base(layer, x, window), -layer.Beta));
        return y;
    }

    /// <summary>y[i] depends on x[i] and, through the base, on every value of its window.</summary>
    public static double[] Backward(LocalResponseNormSpec layer, double[] x, double[] dY, int instances)
    {
        var dX = new double[x.Length];
        ForEachWindow(layer, instances, (i, window) =>
        {
            double s = Base(layer, x, window);
            dX[i] += dY[i] * Math.Pow(s, -layer.Beta);
            foreach (int j in window) dX[j] -= dY[i] * x[i] * layer.Beta * Math.Pow(s, -layer.Beta - 1) * Alpha(layer) * 2 * x[j];
        });
        return dX;
    }

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, LocalResponseNormSpec norm) => Forward(norm, run.X, run.Instances);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, LocalResponseNormSpec norm, double[] dY) =>
        [Backward(norm, run.X, dY, run.Instances)];

    private static double Base(LocalResponseNormSpec layer, double[] x, List<int> window) =>
        layer.K + Alpha(layer) * window.Sum(j => x[j] * x[j]);

    private static double Alpha(LocalResponseNormSpec layer) =>
        layer.IsAlphaDivided ? layer.Alpha / (layer.IsWithinChannels ? Math.Pow(layer.Size, 2) : layer.Size) : layer.Alpha;

    private static void ForEachWindow(LocalResponseNormSpec layer, int instances, Action<int, List<int>> visit)
    {
        var (height, width, channels) = (layer.Input.Height, layer.Input.Width, layer.Input.Channels);
        int half = layer.Size / 2, pixels = layer.IsWithinChannels ? half : 0, neighbours = layer.IsWithinChannels ? 0 : half;
        for (int n = 0; n < instances; n++)
            for (int h = 0; h < height; h++)
                for (int w = 0; w < width; w++)
                    for (int c = 0; c < channels; c++)
                    {
                        var window = new List<int>();
                        for (int i = Math.Max(0, h - pixels); i <= Math.Min(height - 1, h + pixels); i++)
                            for (int j = Math.Max(0, w - pixels); j <= Math.Min(width - 1, w + pixels); j++)
                                for (int k = Math.Max(0, c - neighbours); k <= Math.Min(channels - 1, c + neighbours); k++)
                                    window.Add(At(n, i, j, k));
                        visit(At(n, h, w, c), window);
                    }

        int At(int n, int i, int j, int k) => ((n * height + i) * width + j) * channels + k;
    }
}
