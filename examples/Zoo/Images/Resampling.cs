namespace Zoo.Images;

/// <summary>
/// Scales pictures by a triangle filter that grows with the reduction, so that every pixel counts; the same that Pillow, and with it
/// torchvision, calls bilinear.
/// </summary>
internal static class Resampling
{
    /// <summary>The picture in another size.</summary>
    public static Picture Scale(Picture picture, int height, int width)
    {
        byte[] wide = ScaleRows(picture.Pixels, picture.Height, picture.Width, picture.Channels, width);
        return new Picture(height, width, picture.Channels, ScaleColumns(wide, picture.Height, width * picture.Channels, height));
    }

    private static byte[] ScaleRows(byte[] pixels, int height, int width, int channels, int newWidth)
    {
        (int First, float[] Weights)[] taps = Taps(width, newWidth);
        byte[] scaled = new byte[height * newWidth * channels];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < newWidth; x++)
            {
                var (first, weights) = taps[x];
                for (int c = 0; c < channels; c++)
                {
                    float sum = 0;
                    for (int k = 0; k < weights.Length; k++) sum += weights[k] * pixels[(y * width + first + k) * channels + c];
                    scaled[(y * newWidth + x) * channels + c] = ToByte(sum);
                }
            }
        }

        return scaled;
    }

    private static byte[] ScaleColumns(byte[] pixels, int height, int rowLength, int newHeight)
    {
        (int First, float[] Weights)[] taps = Taps(height, newHeight);
        byte[] scaled = new byte[newHeight * rowLength];
        for (int y = 0; y < newHeight; y++)
        {
            var (first, weights) = taps[y];
            for (int x = 0; x < rowLength; x++)
            {
                float sum = 0;
                for (int k = 0; k < weights.Length; k++) sum += weights[k] * pixels[(first + k) * rowLength + x];
                scaled[y * rowLength + x] = ToByte(sum);
            }
        }

        return scaled;
    }

    // For each new pixel: the first old one that it is made of, and the weights of that and the next ones.
    private static (int First, float[] Weights)[] Taps(int size, int newSize)
    {
        double scale = (double)size / newSize, radius = Math.Max(scale, 1);
        var taps = new (int, float[])[newSize];
        for (int i = 0; i < newSize; i++)
        {
            double centre = (i + 0.5) * scale;
            int first = Math.Max(0, (int)(centre - radius + 0.5)), end = Math.Min(size, (int)(centre + radius + 0.5));
            double[] weights = [.. Enumerable.Range(first, end - first)
                .Select(old => Math.Max(0, 1 - Math.Abs((old + 0.5 - centre) / radius)))];
            double sum = weights.Sum();
            taps[i] = (first, [.. weights.Select(weight => (float)(weight / sum))]);
        }

        return taps;
    }

    private static byte ToByte(float value) => (byte)Math.Clamp((int)(value + 0.5f), 0, 255);
}
