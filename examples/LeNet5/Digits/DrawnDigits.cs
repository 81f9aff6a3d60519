namespace LeNetExample.Digits;

/// <summary>Sets of digits that the program draws by itself, so that it can learn on a machine that holds no data.</summary>
internal static class DrawnDigits
{
    private const int PixelsPerPicture = DigitPainter.Size * DigitPainter.Size;

    /// <summary>Draws a set, the ten digits equally often and in an order of their own; the same arguments give the same bytes.</summary>
    /// <param name="count">How many pictures.</param>
    /// <param name="seed">Which of all possible sets.</param>
    /// <param name="set">Distinguishes the sets of one seed: no picture of one is in another.</param>
    /// <param name="threads">How many threads draw; it changes nothing but the time.</param>
    /// <returns>The pictures, <c>[count, 28, 28]</c>, and their digits.</returns>
    public static (byte[] Pixels, byte[] Labels) Draw(int count, int seed, int set, int threads)
    {
        byte[] pixels = new byte[count * PixelsPerPicture];
        byte[] labels = ShuffledDigits(count, seed, set);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, count, options, () => new DigitPainter(), (picture, _, painter) =>
        {
            var random = CounterRandom.For(seed, set, picture);
            painter.Paint(labels[picture], ref random, pixels.AsSpan(picture * PixelsPerPicture, PixelsPerPicture));
            return painter;
        }, _ => { });
        return (pixels, labels);
    }

    private static byte[] ShuffledDigits(int count, int seed, int set)
    {
        byte[] digits = new byte[count];
        var random = CounterRandom.For(seed, set, -1);
        for (int i = 0; i < count; i++)
        {
            int place = random.NextIndex(i + 1);
            digits[i] = digits[place];
            digits[place] = (byte)(i % 10);
        }

        return digits;
    }
}
