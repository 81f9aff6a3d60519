using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// A way of looking at an image: as it is, which is the default, mirrored, or moved by a few pixels. Evaluations average over several
/// (<see cref="Evaluation.OfViews{TNetwork}"/>).
/// </summary>
public readonly record struct ImageView
{
    /// <summary>The image as it is.</summary>
    public static ImageView AsItIs => default;

    /// <summary>Left and right exchanged.</summary>
    public static ImageView Mirrored => new() { IsMirrored = true };

    /// <summary>Whether left and right are exchanged, before anything is moved.</summary>
    public bool IsMirrored { get; init; }

    /// <summary>By how many pixels the image is moved down; negative for up. Its edge is repeated where it leaves pixels free.</summary>
    public int Down { get; init; }

    /// <summary>By how many pixels the image is moved right; negative for left. Its edge is repeated where it leaves pixels free.</summary>
    public int Right { get; init; }

    /// <summary>Copies what is seen.</summary>
    /// <param name="image">[height, width, channels].</param>
    /// <param name="from">Its shape.</param>
    /// <param name="seen">[height, width, channels], written.</param>
    /// <param name="to">The shape of that, with as many channels; where it is smaller, it begins at the image's top left corner.</param>
    internal void Copy(ReadOnlySpan<float> image, TensorShape from, Span<float> seen, TensorShape to)
    {
        int channels = to.Channels, width = to.Width * channels;
        bool isWhole = !IsMirrored && Right <= 0 && to.Width - Right <= from.Width;
        for (int row = 0; row < to.Height; row++)
        {
            int top = Math.Clamp(row - Down, 0, from.Height - 1) * from.Width;
            Span<float> target = seen.Slice(row * width, width);
            if (isWhole)
            {
                image.Slice((top - Right) * channels, width).CopyTo(target);
                continue;
            }
            for (int column = 0; column < to.Width; column++)
            {
                int left = Math.Clamp(column - Right, 0, from.Width - 1);
                if (IsMirrored)
                    left = from.Width - 1 - left;
                image.Slice((top + left) * channels, channels).CopyTo(target[(column * channels)..]);
            }
        }
    }
}
