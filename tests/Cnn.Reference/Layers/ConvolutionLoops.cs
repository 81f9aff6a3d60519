using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// A convolution's loops: y[n, i, j, k] = bias[k] + Σ x[n, i·stride + r·dilation − pad, j·stride + s·dilation − pad, c] · kernel[k, c, r, s], over the channels c
/// that map k reads; a map's kernels stand one after the other in the order of these channels.
/// </summary>
internal sealed class ConvolutionLoops : LayerLoops<ConvolutionSpec>
{
    public static double[] Forward(ConvolutionSpec layer, double[] x, double[] kernel, double[]? bias, int instances)
    {
        var y = new double[instances * layer.Output.ElementCount];
        if (bias is not null)
            for (int i = 0; i < y.Length; i++) y[i] = bias[i % layer.Output.Channels];
        ForEachRun(layer, instances, (channels, xPixel, ki, step, yi) =>
        {
            double sum = y[yi];
            for (int c = 0; c < channels.Length; c++) sum += x[xPixel + channels[c]] * kernel[ki + c * step];
            y[yi] = sum;
        });
        return y;
    }

    public static double[] Backward(ConvolutionSpec layer, double[] x, double[] kernel, double[] dY, double[] dKernel, double[]? dBias, int instances)
    {
        var dX = new double[x.Length];
        if (dBias is not null)
            for (int i = 0; i < dY.Length; i++) dBias[i % layer.Output.Channels] += dY[i];
        ForEachRun(layer, instances, (channels, xPixel, ki, step, yi) =>
        {
            for (int c = 0; c < channels.Length; c++)
            {
                dX[xPixel + channels[c]] += dY[yi] * kernel[ki + c * step];
                dKernel[ki + c * step] += dY[yi] * x[xPixel + channels[c]];
            }
        });
        return dX;
    }

    // The products of one element of the output and one position of the kernel: over the channels that the map reads, from the input's pixel, the kernel's first element and
    // the distance to the one of the next channel.
    private delegate void Run(int[] channels, int xPixel, int ki, int step, int yi);

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, ConvolutionSpec conv) =>
        Forward(conv, run.X, run.Parameter(ParameterRole.Kernel), run.Find(ParameterRole.Bias), run.Instances);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, ConvolutionSpec conv, double[] dY) =>
        [Backward(conv, run.X, run.Parameter(ParameterRole.Kernel), dY, run.Gradient(ParameterRole.Kernel),
            run.FindGradient(ParameterRole.Bias), run.Instances)];

    private static void ForEachRun(ConvolutionSpec layer, int instances, Run run)
    {
        var (input, output, window) = (layer.Input, layer.Output, layer.Window);
        int[][] channels = [.. Enumerable.Range(0, output.Channels).Select(k => ChannelsOf(layer, k))];
        int[] kernelsBefore = new int[output.Channels];
        for (int k = 1; k < output.Channels; k++) kernelsBefore[k] = kernelsBefore[k - 1] + channels[k - 1].Length;
        for (int n = 0; n < instances; n++)
            for (int i = 0; i < output.Height; i++)
                for (int j = 0; j < output.Width; j++)
                    for (int r = 0; r < window.Rows; r++)
                        for (int s = 0; s < window.Columns; s++)
                        {
                            int h = i * window.StrideRows + r * window.DilationRows - window.PadTop, w = j * window.StrideColumns + s * window.DilationColumns - window.PadLeft;
                            if (h < 0 || h >= input.Height || w < 0 || w >= input.Width) continue;
                            int xPixel = ((n * input.Height + h) * input.Width + w) * input.Channels;
                            int yPixel = ((n * output.Height + i) * output.Width + j) * output.Channels;
                            for (int k = 0; k < output.Channels; k++)
                                run(channels[k], xPixel, (kernelsBefore[k] * window.Rows + r) * window.Columns + s, window.Rows * window.Columns, yPixel + k);
                        }
    }

    private static int[] ChannelsOf(ConvolutionSpec layer, int map)
    {
        if (layer.Connections.Count > 0) return [.. layer.Connections[map]];
        int ofGroup = layer.Input.Channels / layer.Groups, group = map / (layer.Output.Channels / layer.Groups);
        return [.. Enumerable.Range(group * ofGroup, ofGroup)];
    }
}
