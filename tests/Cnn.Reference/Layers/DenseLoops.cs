using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>A dense layer's loops: y[n, k] = bias[k] + Σ x[n, h, w, c] · matrix[k, (c, h, w)] over the map behind the input.</summary>
internal sealed class DenseLoops : LayerLoops<DenseSpec>
{
    public static double[] Forward(DenseSpec layer, double[] x, double[] matrix, double[]? bias, int instances)
    {
        int outputs = layer.Output.Channels;
        var y = new double[instances * outputs];
        if (bias is not null)
            for (int i = 0; i < y.Length; i++) y[i] = bias[i % outputs];
        ForEachProduct(layer, instances, new Sums(x, matrix, y));
        return y;
    }

    public static double[] Backward(DenseSpec layer, double[] x, double[] matrix, double[] dY, double[] dMatrix, double[]? dBias,
        int instances)
    {
        var dX = new double[x.Length];
        if (dBias is not null)
            for (int i = 0; i < dY.Length; i++) dBias[i % layer.Output.Channels] += dY[i];
        ForEachProduct(layer, instances, new Gradients(x, matrix, dY, dX, dMatrix));
        return dX;
    }

    // A struct, so that the loops are compiled for each with its body inside.
    private interface IProduct
    {
        void Take(int xi, int mi, int yi);
    }

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, DenseSpec dense) =>
        Forward(dense, run.X, run.Parameter(ParameterRole.Matrix), run.Find(ParameterRole.Bias), run.Instances);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, DenseSpec dense, double[] dY) =>
        [Backward(dense, run.X, run.Parameter(ParameterRole.Matrix), dY, run.Gradient(ParameterRole.Matrix),
            run.FindGradient(ParameterRole.Bias), run.Instances)];

    private static void ForEachProduct<TProduct>(DenseSpec layer, int instances, TProduct product)
        where TProduct : struct, IProduct
    {
        var map = layer.Map;
        int outputs = layer.Output.Channels, inputs = (int)map.ElementCount;
        for (int n = 0; n < instances; n++)
            for (int k = 0; k < outputs; k++)
                for (int c = 0; c < map.Channels; c++)
                    for (int h = 0; h < map.Height; h++)
                        for (int w = 0; w < map.Width; w++)
                        {
                            int xi = n * inputs + (h * map.Width + w) * map.Channels + c;
                            product.Take(xi, k * inputs + (c * map.Height + h) * map.Width + w, n * outputs + k);
                        }
    }

    private readonly struct Sums(double[] x, double[] matrix, double[] y) : IProduct
    {
        public void Take(int xi, int mi, int yi) => y[yi] += x[xi] * matrix[mi];
    }

    private readonly struct Gradients(double[] x, double[] matrix, double[] dY, double[] dX, double[] dMatrix) : IProduct
    {
        public void Take(int xi, int mi, int yi)
        {
            dX[xi] += dY[yi] * matrix[mi];
            dMatrix[mi] += dY[yi] * x[xi];
        }
    }
}
