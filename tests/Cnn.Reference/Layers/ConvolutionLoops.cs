using System.Numerics;
using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// A convolution's loops: y[n, i, j, k] = bias[k] + Σ x[n, i·stride + r·dilation − pad, j·stride + s·dilation − pad, c] · kernel[k, c, r,
/// s], over the channels c that map k reads; a map's kernels stand one after the other in the order of these channels.
/// </summary>
internal sealed class ConvolutionLoops : LayerLoops<ConvolutionSpec>
{
    public static double[] Forward(ConvolutionSpec layer, double[] x, double[] kernel, double[]? bias, int instances)
    {
        var y = new double[instances * layer.Output.ElementCount];
        if (bias is not null)
            for (int i = 0; i < y.Length; i++) y[i] = bias[i % layer.Output.Channels];
        Run[] runs = Runs(layer);
        double[] turned = Turn(layer, kernel, runs);
        int weights = turned.Length / Taps(layer);
        ForEachTap(layer, instances, (xPixel, tap, yPixel) =>
        {
            foreach (var run in runs)
            {
                var sums = y.AsSpan(yPixel + run.Map, run.Maps);
                AddMultiple(sums, x[xPixel + run.Channel], turned.AsSpan(tap * weights + run.First, run.Maps));
            }
        });
        return y;
    }

    public static double[] Backward(ConvolutionSpec layer, double[] x, double[] kernel, double[] dY, double[] dKernel, double[]? dBias,
        int instances)
    {
        var dX = new double[x.Length];
        if (dBias is not null)
            for (int i = 0; i < dY.Length; i++) dBias[i % layer.Output.Channels] += dY[i];
        int[][] channels = Channels(layer);
        int[] before = KernelsBefore(channels);
        int taps = Taps(layer);
        ForEachTap(layer, instances, (xPixel, tap, yPixel) =>
        {
            for (int k = 0; k < channels.Length; k++)
            {
                for (int c = 0; c < channels[k].Length; c++)
                {
                    int xi = xPixel + channels[k][c], ki = (before[k] + c) * taps + tap;
                    dX[xi] += dY[yPixel + k] * kernel[ki];
                    dKernel[ki] += dY[yPixel + k] * x[xi];
                }
            }
        });
        return dX;
    }

    // Neighbouring maps that read one channel, the channel's place among those that they read, and where their weights begin among the
    // turned ones of a tap.
    private readonly record struct Run(int Channel, int Place, int Map, int Maps, int First);

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, ConvolutionSpec conv) =>
        Forward(conv, run.X, run.Parameter(ParameterRole.Kernel), run.Find(ParameterRole.Bias), run.Instances);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, ConvolutionSpec conv, double[] dY) =>
        [Backward(conv, run.X, run.Parameter(ParameterRole.Kernel), dY, run.Gradient(ParameterRole.Kernel),
            run.FindGradient(ParameterRole.Bias), run.Instances)];

    // Calls for each pixel of the output and each position of the kernel there that lies inside the input: with the input's pixel, the
    // position and the output's pixel.
    private static void ForEachTap(ConvolutionSpec layer, int instances, Action<int, int, int> take)
    {
        var (input, output, window) = (layer.Input, layer.Output, layer.Window);
        for (int n = 0; n < instances; n++)
            for (int i = 0; i < output.Height; i++)
                for (int j = 0; j < output.Width; j++)
                    for (int r = 0; r < window.Rows; r++)
                        for (int s = 0; s < window.Columns; s++)
                        {
                            int h = i * window.StrideRows + r * window.DilationRows - window.PadTop;
                            int w = j * window.StrideColumns + s * window.DilationColumns - window.PadLeft;
                            if (h < 0 || h >= input.Height || w < 0 || w >= input.Width) continue;
                            int xPixel = ((n * input.Height + h) * input.Width + w) * input.Channels;
                            take(xPixel, r * window.Columns + s, ((n * output.Height + i) * output.Width + j) * output.Channels);
                        }
    }

    private static int Taps(ConvolutionSpec layer) => layer.Window.Rows * layer.Window.Columns;

    // In the order in which each map's channels are summed.
    private static Run[] Runs(ConvolutionSpec layer)
    {
        var runs = new List<Run>();
        int[][] channels = Channels(layer);
        int maps = layer.Connections.Count > 0 ? 1 : layer.Output.Channels / layer.Groups, first = 0;
        for (int k = 0; k < channels.Length; k += maps)
        {
            for (int c = 0; c < channels[k].Length; c++)
            {
                runs.Add(new(channels[k][c], c, k, maps, first));
                first += maps;
            }
        }
        return [.. runs];
    }

    // From [map][channel of the map][tap] to [tap][run][map of the run]: the weights that a run takes lie side by side.
    private static double[] Turn(ConvolutionSpec layer, double[] kernel, Run[] runs)
    {
        int[] before = KernelsBefore(Channels(layer));
        int taps = Taps(layer), weights = kernel.Length / taps;
        var turned = new double[kernel.Length];
        foreach (var run in runs)
            for (int m = 0; m < run.Maps; m++)
                for (int tap = 0; tap < taps; tap++)
                    turned[tap * weights + run.First + m] = kernel[(before[run.Map + m] + run.Place) * taps + tap];
        return turned;
    }

    // sum[i] += factor · values[i], several at once: most of the tests' time is spent here. Each product is rounded before it is added.
    private static void AddMultiple(Span<double> sum, double factor, ReadOnlySpan<double> values)
    {
        int i = 0;
        for (; i <= sum.Length - Vector<double>.Count; i += Vector<double>.Count)
            (new Vector<double>(sum[i..]) + new Vector<double>(factor) * new Vector<double>(values[i..])).CopyTo(sum[i..]);
        for (; i < sum.Length; i++) sum[i] += factor * values[i];
    }

    private static int[][] Channels(ConvolutionSpec layer) =>
        [.. Enumerable.Range(0, layer.Output.Channels).Select(k => ChannelsOf(layer, k))];

    private static int[] KernelsBefore(int[][] channels)
    {
        int[] before = new int[channels.Length];
        for (int k = 1; k < before.Length; k++) before[k] = before[k - 1] + channels[k - 1].Length;
        return before;
    }

    private static int[] ChannelsOf(ConvolutionSpec layer, int map)
    {
        if (layer.Connections.Count > 0) return [.. layer.Connections[map]];
        int ofGroup = layer.Input.Channels / layer.Groups, group = map / (layer.Output.Channels / layer.Groups);
        return [.. Enumerable.Range(group * ofGroup, ofGroup)];
    }
}
