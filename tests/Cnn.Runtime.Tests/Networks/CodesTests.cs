namespace Cnn.Runtime.Tests;

public class CodesTests
{
    private const int Digits = 10, Pixels = 84;

    [Fact]
    public void Digits_AreTenPictures_UnlikeOneAnother()
    {
        float[] codes = Codes.Of(Digits, Pixels, new RandomKey(1));
        Assert.Equal(Digits * Pixels, codes.Length);
        Assert.All(codes, value => Assert.True(value is 1f or -1f));
        for (int a = 0; a < Digits; a++)
        {
            for (int b = 0; b < a; b++)
                Assert.InRange(Enumerable.Range(0, Pixels).Count(i => codes[a * Pixels + i] != codes[b * Pixels + i]), 8, Pixels);
        }
        // The first row of a zero, and the first column of a seven's first two rows.
        Assert.Equal([-1f, -1f, 1f, 1f, 1f, -1f, -1f], codes[..7]);
        Assert.Equal([1f, 1f, -1f], new[] { codes[7 * Pixels], codes[7 * Pixels + 7], codes[7 * Pixels + 14] });
    }

    [Fact]
    public void Digits_DoNotDependOnTheSeed() =>
        Assert.Equal(Codes.Of(Digits, Pixels, new RandomKey(1)), Codes.Of(Digits, Pixels, new RandomKey(2)));

    [Fact]
    public void OtherCodes_AreDrawn_EvenlyAndAlikeFromOneKey()
    {
        float[] codes = Codes.Of(100, 50, new RandomKey(3));
        Assert.Equal(codes, Codes.Of(100, 50, new RandomKey(3)));
        Assert.NotEqual(codes, Codes.Of(100, 50, new RandomKey(4)));
        // 5,000 tosses of a coin: four deviations of 35.
        Assert.InRange(codes.Count(value => value == 1f), 2360, 2640);
        Assert.Equal(5000, codes.Count(value => value is 1f or -1f));
    }
}
