namespace Zoo.Tests;

public class IndexFillTests
{
    [Theory]
    [InlineData(1_000, 1, 1, 0)]
    [InlineData(2_359_296, 57, 0.03, 0)]
    [InlineData(449, 8, 8, 16)]
    public void Values_AreTheScripts(int count, int seed, double scale, double middle)
    {
        float[] values = IndexFill.Values(count, seed, scale, middle);
        Assert.Equal(count, values.Length);
        // The argument of the sine is itself rounded, in steps that grow with it.
        double bound = scale * (0.7 * count * 4e-16 + 1e-15);
        for (long i = 0; i < count; i++)
        {
            double exact = middle + scale * Math.Sin(0.7 * i + 1.3 * seed + 0.1 * (i * i % 7));
            Assert.InRange(values[i] - exact, -bound - Math.Abs(exact) * 6e-8, bound + Math.Abs(exact) * 6e-8);
        }
    }
}
