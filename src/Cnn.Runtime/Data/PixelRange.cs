namespace Cnn;

/// <summary>The numbers that an image's bytes become, and whether they can be those that a network's input declares.</summary>
/// <param name="Scale">A number is byte × scale + shift.</param>
/// <param name="Shift">A number is byte × scale + shift.</param>
internal readonly record struct PixelRange(float Scale, float Shift)
{
    private const int MostByte = 255;

    /// <summary>How many times the range a deviation may be: beyond, all images look alike.</summary>
    private const int MostRanges = 10;

    private double Width => Math.Abs((double)Scale) * MostByte;

    private double Least => Math.Min(Shift, Shift + ((double)Scale * MostByte));

    /// <summary>
    /// A mean of pixels lies among them, and their deviation is neither less than one step of a byte nor many times their range;
    /// otherwise mean and deviation were
    /// taken of pixels in another unit, and what the network would see is nearly constant, or far from what it should be.
    /// </summary>
    /// <exception cref="ArgumentException">They cannot be.</exception>
    public void Check(NetworkInfo network)
    {
        if (network.TakesBytes && (Scale != 1 || Shift != 0))
            throw Wrong(network, "reads bytes as they are, 0 to 255", "Leave Scale and Shift of the data unset");
        double step = Width / MostByte;
        foreach (float mean in network.Mean)
        {
            // 0 is what stands for none, and rounding in a declared mean must not matter.
            if (mean != 0 && (mean < Least - step || mean > Least + Width + step))
                throw Wrong(network, FormattableString.Invariant($"subtracts a mean of {mean}"), Remedy(network));
        }
        foreach (float deviation in network.Deviation)
        {
            // 1 is what stands for none.
            if (deviation != 1 && (deviation < step * 0.999 || deviation > MostRanges * Width))
                throw Wrong(network, FormattableString.Invariant($"divides by a deviation of {deviation}"), Remedy(network));
        }
    }

    /// <inheritdoc/>
    public override string ToString() =>
        FormattableString.Invariant($"byte × {Scale} + {Shift}, which is {(float)Least} to {(float)(Least + Width)}");

    private static string Remedy(NetworkInfo network) => network.TakesBytes
        ? "Declare the mean and the deviation of pixels from 0 to 255, as 'bytes' says"
        : "Set the data's Scale to 1 where mean and deviation are of pixels from 0 to 255 (or declare the input with 'bytes'), "
            + "and leave it unset where they are of pixels from 0 to 1";

    private ArgumentException Wrong(NetworkInfo network, string reads, string remedy) => new(FormattableString.Invariant(
        $"The input of {network.Name} {reads}; the data's pixels are {this}. {remedy}."), "data");
}
