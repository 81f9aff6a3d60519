using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>LeNet-5's subsampling: the sum of a window's pixels times the map's coefficient, plus its bias.</summary>
internal sealed class SubsamplingLoops : LayerLoops<SubsamplingSpec>
{
    public static double[] Forward(SubsamplingSpec layer, double[] x, double[] scale, double[] bias, int instances)
    {
        var y = new double[instances * layer.Output.ElementCount];
        ForEachPixel(layer, instances, (xi, yi, map) => y[yi] += scale[map] * x[xi]);
        for (int i = 0; i < y.Length; i++) y[i] += bias[i % bias.Length];
        return y;
    }

    /// <summary>dX from dY; the parameters' gradients are added to.</summary>
    public static double[] Backward(SubsamplingSpec layer, double[] x, double[] scale, double[] dY, double[] dScale, double[] dBias,
        int instances)
    {
        var dX = new double[x.Length];
        ForEachPixel(layer, instances, (xi, yi, map) =>
        {
            dX[xi] += scale[map] * dY[yi];
            dScale[map] += x[xi] * dY[yi];
        });
        for (int i = 0; i < dY.Length; i++) dBias[i % dBias.Length] += dY[i];
        return dX;
    }

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, SubsamplingSpec pool) =>
        Forward(pool, run.X, run.Parameter(ParameterRole.Scale), run.Parameter(ParameterRole.Bias), run.Instances);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, SubsamplingSpec pool, double[] dY) =>
        [Backward(pool, run.X, run.Parameter(ParameterRole.Scale), dY, run.Gradient(ParameterRole.Scale),
            run.Gradient(ParameterRole.Bias), run.Instances)];

    private static void ForEachPixel(SubsamplingSpec layer, int instances, Action<int, int, int> visit)
    {
        var (input, output, window) = (layer.Input, layer.Output, layer.Window);
        for (int n = 0; n < instances; n++)
            for (int i = 0; i < output.Height; i++)
                for (int j = 0; j < output.Width; j++)
                {
                    int top = i * window.StrideRows - window.PadTop, left = j * window.StrideColumns - window.PadLeft;
                    for (int h = Math.Max(0, top); h < Math.Min(input.Height, top + window.Rows); h++)
                        for (int w = Math.Max(0, left); w < Math.Min(input.Width, left + window.Columns); w++)
                            for (int c = 0; c < input.Channels; c++)
                                visit(((n * input.Height + h) * input.Width + w) * input.Channels + c,
                                    ((n * output.Height + i) * output.Width + j) * output.Channels + c, c);
                }
    }
}
