using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>What the input makes of pixels: (pixel − mean) / deviation, a pair for each channel.</summary>
internal static class InputLoops
{
    public static double[] Forward(InputSpec input, double[] images)
    {
        var (mean, deviation) = (input.Normalization.Mean, input.Normalization.Deviation);
        if (mean.Count == 0) return images;
        var y = new double[images.Length];
        for (int i = 0; i < y.Length; i++)
        {
            int channel = mean.Count == 1 ? 0 : i % input.Shape.Channels;
            y[i] = (images[i] - mean[channel]) / deviation[channel];
        }
        return y;
    }
}
