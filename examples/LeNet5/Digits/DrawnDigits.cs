using Cnn;
using Cnn.Runtime;

namespace LeNetExample.Digits;

/// <summary>Sets of digits that the program draws by itself, so that it can learn on a machine that holds no data.</summary>
internal static class DrawnDigits
{
    private static readonly TensorShape s_shape = new(DigitPainter.Size, DigitPainter.Size, 1);

    /// <summary>Draws a set, the ten digits equally often and in random order; the same arguments give the same bytes.</summary>
    /// <param name="count">How many pictures.</param>
    /// <param name="seed">Which of all possible sets.</param>
    /// <param name="set">Distinguishes the sets of one seed, for example <c>training</c> and <c>test</c>.</param>
    /// <param name="threads">How many threads draw; it changes nothing but the time.</param>
    public static LabeledImages Draw(int count, int seed, string set, int threads)
    {
        RandomKey key = new RandomKey((ulong)seed).Derive(set);
        int[] labels = ShuffledDigits(count, new RandomSequence(key.Derive("order")));
        byte[] pixels = new byte[count * s_shape.ElementCount];
        RandomKey pictures = key.Derive("pictures");
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.For(0, count, options, () => new DigitPainter(), (picture, _, painter) =>
        {
            var random = new RandomSequence(pictures.Derive((ulong)picture));
            painter.Paint(labels[picture], ref random, pixels.AsSpan(picture * s_shape.ElementCount, s_shape.ElementCount));
            return painter;
        }, _ => { });
        return new LabeledImages(pixels, s_shape, labels, GlyphBook.Digits.Length);
    }

    private static int[] ShuffledDigits(int count, RandomSequence random)
    {
        int[] digits = new int[count];
        for (int i = 0; i < count; i++)
        {
            int place = random.NextBelow(i + 1);
            digits[i] = digits[place];
            digits[place] = i % GlyphBook.Digits.Length;
        }

        return digits;
    }
}
