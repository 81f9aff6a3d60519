namespace Cnn.Benchmarks.Catalog;

/// <summary>
/// The images and labels that all sides are given, always the same: noise, of another brightness and contrast in each image, so that
/// outputs differ.
/// </summary>
internal static class Samples
{
    /// <summary>[batch, height, width, channels].</summary>
    public static float[] Images(TensorShape shape, int batch)
    {
        var noise = new Noise(seed: 1);
        float[] images = new float[batch * shape.ElementCount];
        for (int begin = 0; begin < images.Length; begin += shape.ElementCount)
        {
            float brightness = noise.Uniform(-1, 1), contrast = noise.Uniform(0.2f, 1);
            foreach (ref float pixel in images.AsSpan(begin, shape.ElementCount)) pixel = brightness + (contrast * noise.Normal());
        }

        return images;
    }

    /// <summary>The same images as [batch, channels, height, width].</summary>
    public static float[] ImagesChannelsFirst(TensorShape shape, int batch)
    {
        float[] images = Images(shape, batch), moved = new float[images.Length];
        int pixels = shape.Height * shape.Width, from = 0;
        for (int image = 0; image < batch; image++)
            for (int pixel = 0; pixel < pixels; pixel++)
                for (int channel = 0; channel < shape.Channels; channel++)
                    moved[(((image * shape.Channels) + channel) * pixels) + pixel] = images[from++];
        return moved;
    }

    /// <summary>A class for each image.</summary>
    public static int[] Labels(int classes, int batch)
    {
        var noise = new Noise(seed: 2);
        int[] labels = new int[batch];
        for (int i = 0; i < batch; i++) labels[i] = noise.Below(classes);
        return labels;
    }
}
