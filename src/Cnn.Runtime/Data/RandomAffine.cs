using Cnn.Runtime;

namespace Cnn;

/// <summary>Turns, scales, shears and moves an image by small random amounts, with bilinear interpolation.</summary>
public sealed class RandomAffine : IAugmentation
{
    private const double UsualShift = 2;

    /// <summary>The most to turn by, either way, in degrees.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Rotation { get; init => field = Checked(value, double.MaxValue, nameof(Rotation)); } = 10;

    /// <summary>The most to grow or shrink by, as a share: 0.1 for 0.9 to 1.1 times.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not at least 0 and below 1.</exception>
    public double Scale { get; init => field = Checked(value, 1, nameof(Scale)); } = 0.1;

    /// <summary>The most to shear by, either way: columns a row.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Shear { get; init => field = Checked(value, double.MaxValue, nameof(Shear)); } = 0.1;

    /// <summary>
    /// The most to move by, either way, in pixels. Trainings refuse so many as the images have rows or columns: where these are 2 or fewer,
    /// they need another one than the usual 2.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Shift { get; init => field = Checked(value, double.MaxValue, nameof(Shift)); } = UsualShift;

    /// <summary>What lies outside the image.</summary>
    public byte Background { get; init; }

    /// <inheritdoc/>
    public void Check(TensorShape shape)
    {
        int least = Math.Min(shape.Height, shape.Width);
        if (Shift > 0 && Shift >= least)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"RandomAffine moves by up to {Shift} pixels (Shift, {UsualShift} where none is set), and could move all of an image of ")
                + FormattableString.Invariant($"{shape.Height}x{shape.Width} out of sight: set Shift below {least}, or to 0."));
        }
    }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<byte> image, TensorShape shape, RandomKey key, Span<float> augmented)
    {
        double turn = Symmetric(key, 0, Rotation) * Math.PI / 180;
        double shrink = 1 / (1 + Symmetric(key, 1, Scale));
        double shear = Symmetric(key, 2, Shear);
        double down = Symmetric(key, 3, Shift);
        double right = Symmetric(key, 4, Shift);

        // From a place in the result back to one in the image, both from the middle.
        double cosine = Math.Cos(turn) * shrink;
        double sine = Math.Sin(turn) * shrink;
        double middleRow = (shape.Height - 1) / 2.0;
        double middleColumn = (shape.Width - 1) / 2.0;
        int at = 0;
        for (int row = 0; row < shape.Height; row++)
        {
            double y = row - middleRow - down;
            for (int column = 0; column < shape.Width; column++)
            {
                double x = column - middleColumn - right;
                double fromRow = (cosine * y) - (sine * x) + middleRow;
                double fromColumn = (cosine * x) + (sine * y) + (shear * y) + middleColumn;
                for (int channel = 0; channel < shape.Channels; channel++)
                    augmented[at++] = Sample(image, shape, fromRow, fromColumn, channel);
            }
        }
    }

    private float Sample(ReadOnlySpan<byte> image, TensorShape shape, double row, double column, int channel)
    {
        // Farther out than one pixel there is only background; this also keeps the conversions to int in range.
        if (!(row > -1 && row < shape.Height && column > -1 && column < shape.Width))
            return Background;
        int top = (int)Math.Floor(row);
        int left = (int)Math.Floor(column);
        float lower = (float)(row - top);
        float farther = (float)(column - left);
        float above = Mix(Pixel(image, shape, top, left, channel), Pixel(image, shape, top, left + 1, channel), farther);
        float below = Mix(Pixel(image, shape, top + 1, left, channel), Pixel(image, shape, top + 1, left + 1, channel), farther);
        return Mix(above, below, lower);
    }

    private float Pixel(ReadOnlySpan<byte> image, TensorShape shape, int row, int column, int channel) =>
        (uint)row < (uint)shape.Height && (uint)column < (uint)shape.Width
            ? image[(((row * shape.Width) + column) * shape.Channels) + channel]
            : Background;

    private static float Mix(float from, float to, float share) => from + ((to - from) * share);

    private static double Symmetric(RandomKey key, ulong counter, double most) => ((2 * key.Uniform(counter)) - 1) * most;

    private static double Checked(double value, double below, string name)
    {
        if (!(value >= 0 && value < below))
            throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"{name} must be at least 0 and below {below}."));
        return value;
    }
}
