using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// A convolution's loops: y[n, i, j, k] = bias[k] + Σ x[n, i·stride + r·dilation − pad, j·stride + s·dilation − pad, c] · kernel[k, c, r, s], over the channels c
/// that map k reads; a map's kernels stand one after the other in the order of these channels.
/// </summary>
internal static class ConvolutionLoops
{
    public static double[] Forward(ConvolutionSpec layer, double[] x, double[] kernel, double[]? bias, int instances)
    {
        var y = new double[instances * layer.Output.ElementCount];
        if (bias is not null)
            for (int i = 0; i < y.Length; i++) y[i] = bias[i % layer.Output.Channels];
        ForEachProduct(layer, instances, (xi, ki, yi) => y[yi] += x[xi] * kernel[ki]);
        return y;
    }

    public static double[] Backward(ConvolutionSpec layer, double[] x, double[] kernel, double[] dY, double[] dKernel, double[]? dBias, int instances)
    {
        var dX = new double[x.Length];
        if (dBias is not null)
            for (int i = 0; i < dY.Length; i++) dBias[i % layer.Output.Channels] += dY[i];
        ForEachProduct(layer, instances, (xi, ki, yi) =>
        {
            dX[xi] += dY[yi] * kernel[ki];
            dKernel[ki] += dY[yi] * x[xi];
        });
        return dX;
    }

    private static void ForEachProduct(ConvolutionSpec layer, int instances, Action<int, int, int> product)
    {
        var (input, output, window) = (layer.Input, layer.Output, layer.Window);
        int[][] channels = [.. Enumerable.Range(0, output.Channels).Select(k => ChannelsOf(layer, k))];
        int[] kernelsBefore = [.. Enumerable.Range(0, output.Channels).Select(k => channels.Take(k).Sum(list => list.Length))];
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
                                for (int c = 0; c < channels[k].Length; c++)
                                    product(xPixel + channels[k][c], ((kernelsBefore[k] + c) * window.Rows + r) * window.Columns + s, yPixel + k);
                        }
    }

    private static int[] ChannelsOf(ConvolutionSpec layer, int map)
    {
        if (layer.Connections.Count > 0) return [.. layer.Connections[map]];
        int ofGroup = layer.Input.Channels / layer.Groups, group = map / (layer.Output.Channels / layer.Groups);
        return [.. Enumerable.Range(group * ofGroup, ofGroup)];
    }
}
