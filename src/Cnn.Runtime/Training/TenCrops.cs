using Cnn.Runtime;

namespace Cnn;

/// <summary>The ten parts of an image that a network looks at: the corners and the centre, and these mirrored.</summary>
internal static class TenCrops
{
    /// <summary>How many there are.</summary>
    public const int Count = 10;

    /// <summary>Copies one.</summary>
    /// <param name="image">[height, width, channels].</param>
    /// <param name="from">Its shape.</param>
    /// <param name="crop">[height, width, channels], written.</param>
    /// <param name="to">The crop's shape, no larger, with as many channels.</param>
    /// <param name="index">Top left, top right, bottom left, bottom right, centre, and so on mirrored.</param>
    public static void Copy(ReadOnlySpan<float> image, TensorShape from, Span<float> crop, TensorShape to, int index)
    {
        int free = from.Height - to.Height, wide = from.Width - to.Width;
        // As torchvision's center_crop rounds: half to even.
        (int top, int left) = (index % 5) switch
        {
            0 => (0, 0),
            1 => (0, wide),
            2 => (free, 0),
            3 => (free, wide),
            _ => ((int)Math.Round(free / 2.0), (int)Math.Round(wide / 2.0)),
        };
        bool isMirrored = index >= 5;
        // torchvision mirrors the image first, whose left corner then shows what was right.
        if (isMirrored)
            left = wide - left;
        int channels = to.Channels;
        for (int row = 0; row < to.Height; row++)
        {
            ReadOnlySpan<float> source = image.Slice((((top + row) * from.Width) + left) * channels, to.Width * channels);
            Span<float> target = crop.Slice(row * to.Width * channels, to.Width * channels);
            if (!isMirrored)
            {
                source.CopyTo(target);
                continue;
            }
            for (int column = 0; column < to.Width; column++)
                source.Slice((to.Width - 1 - column) * channels, channels).CopyTo(target[(column * channels)..]);
        }
    }
}
