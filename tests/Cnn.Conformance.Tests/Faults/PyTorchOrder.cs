namespace Cnn.Conformance.Tests;

/// <summary>
/// Layers over vectors as PyTorch computes them: a map is [channel][row][column], flattened in this order, and parameters are a weight
/// file's.
/// </summary>
internal sealed class PyTorchOrder(Func<string, float[]> parameter)
{
    /// <summary>Images as networks take them, [row][column][channel], as one vector.</summary>
    public static double[] Flatten(float[] image, TensorShape shape)
    {
        double[] vector = new double[image.Length];
        int at = 0;
        for (int c = 0; c < shape.Channels; c++)
            for (int h = 0; h < shape.Height; h++)
                for (int w = 0; w < shape.Width; w++)
                    vector[at++] = image[(((h * shape.Width) + w) * shape.Channels) + c];
        return vector;
    }

    /// <summary>A vector that is a flattened map as networks hand it out.</summary>
    public static double[] ToChannelsLast(double[] vector, TensorShape shape)
    {
        double[] image = new double[vector.Length];
        int at = 0;
        for (int h = 0; h < shape.Height; h++)
            for (int w = 0; w < shape.Width; w++)
                for (int c = 0; c < shape.Channels; c++)
                    image[at++] = vector[(((c * shape.Height) + h) * shape.Width) + w];
        return image;
    }

    /// <summary>The largest of each row of a flattened map.</summary>
    public static double[] RowMaxima(double[] vector, int width) => [.. vector.Chunk(width).Select(row => row.Max())];

    public double[] Dense(string layer, double[] x)
    {
        float[] weight = parameter(layer + ".weight"), bias = parameter(layer + ".bias");
        return [.. bias.Select((start, k) => start + x.Select((value, i) => value * weight[(k * x.Length) + i]).Sum())];
    }

    public double[] BatchNorm(string layer, double[] x)
    {
        float[] scale = parameter(layer + ".weight"), shift = parameter(layer + ".bias"), mean = parameter(layer + ".running_mean"),
            variance = parameter(layer + ".running_var");
        return [.. x.Select((value, i) => ((value - mean[i]) / Math.Sqrt(variance[i] + 1e-5) * scale[i]) + shift[i])];
    }

    /// <summary>One number a channel, and a bias: a depth-wise convolution, or a trainable pooling, of one pixel.</summary>
    public double[] Scale(string layer, double[] x)
    {
        float[] scale = parameter(layer + ".weight"), shift = parameter(layer + ".bias");
        return [.. x.Select((value, i) => (value * scale[i]) + shift[i])];
    }

    public double[] Distances(string layer, double[] x)
    {
        float[] codes = parameter(layer + ".weight");
        return [.. Enumerable.Range(0, codes.Length / x.Length)
            .Select(k => x.Select((value, i) => Math.Pow(value - codes[(k * x.Length) + i], 2)).Sum())];
    }
}
