namespace Cnn.Runtime.Tests;

/// <summary>Reproducible numbers and data for tests.</summary>
internal static class Sample
{
    public static float[] Floats(int count, ulong seed = 1, float scale = 1)
    {
        RandomKey key = new(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++)
            values[i] = (float)((2 * key.Uniform((ulong)i)) - 1) * scale;
        return values;
    }

    public static int[] Labels(int count, int classes, ulong seed = 1)
    {
        RandomKey key = new(seed + 1000);
        int[] labels = new int[count];
        for (int i = 0; i < count; i++)
            labels[i] = key.Below(classes, (ulong)i);
        return labels;
    }

    /// <summary>3×3 images whose brightest pixel is the class; a linear classifier can tell them apart.</summary>
    public static LabeledImages Corners(int count, ulong seed = 1)
    {
        RandomKey key = new(seed);
        int[] labels = Labels(count, TinySoftmax.Classes, seed);
        byte[] pixels = new byte[count * TinySoftmax.Inputs];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)key.Below(100, (ulong)i);
        for (int i = 0; i < count; i++)
            pixels[(i * TinySoftmax.Inputs) + labels[i]] = 255;
        return new LabeledImages(pixels, new TensorShape(3, 3, 1), labels, TinySoftmax.Classes);
    }

    public static int[] Bits(ReadOnlySpan<float> values)
    {
        int[] bits = new int[values.Length];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = BitConverter.SingleToInt32Bits(values[i]);
        return bits;
    }
}
