using Cnn.Runtime;

namespace Cnn;

/// <summary>Moves an image by a random whole number of pixels each way; what moves in is the background.</summary>
public sealed class RandomShift : IAugmentation
{
    private readonly int _pixels;

    /// <param name="pixels">
    /// The most to move by, up, down, left or right. Trainings refuse so many as the images have rows or columns.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than 1,073,741,823.</exception>
    public RandomShift(int pixels)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pixels);
        // Twice as many and one must be an integer.
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pixels, int.MaxValue / 2);
        _pixels = pixels;
    }

    /// <summary>The pixel that moves in.</summary>
    public byte Background { get; init; }

    /// <inheritdoc/>
    public void Check(TensorShape shape)
    {
        int least = Math.Min(shape.Height, shape.Width);
        if (_pixels >= least)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"RandomShift moves by up to {_pixels} pixels, and could move all of an image of {shape.Height}x{shape.Width} out of ")
                + (least == 1 ? "sight: leave it out." : FormattableString.Invariant($"sight: move it by {least - 1} at most.")));
        }
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> image, TensorShape shape, RandomKey key, Span<float> augmented)
    {
        int down = key.Below((2 * _pixels) + 1, 0) - _pixels;
        int right = key.Below((2 * _pixels) + 1, 1) - _pixels;
        int at = 0;
        for (int row = 0; row < shape.Height; row++)
        {
            int fromRow = row - down;
            for (int column = 0; column < shape.Width; column++)
            {
                int fromColumn = column - right;
                bool inside = (uint)fromRow < (uint)shape.Height && (uint)fromColumn < (uint)shape.Width;
                int from = ((fromRow * shape.Width) + fromColumn) * shape.Channels;
                for (int channel = 0; channel < shape.Channels; channel++)
                    augmented[at++] = inside ? image[from + channel] : Background;
            }
        }
    }
}
