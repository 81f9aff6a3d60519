namespace Cnn.Runtime.Tests;

/// <summary>
/// Sums of millions of terms of one sign, equal ones and drawn ones, against double precision: within a millionth of the sum of magnitudes.
/// </summary>
public sealed class LongSumTests
{
    private const double Tolerance = 1e-6;

    [Theory]
    [InlineData(4099, 17, 1)]
    [InlineData(1, 9_999_991 / 16, 1)]
    [InlineData(1, 1, 300_007)]
    [InlineData(613, 1, 7)]
    public void ShiftAndScaleGradients_OfManyPixels_AreExact(int height, int width, int instances)
    {
        foreach (bool areEqual in new[] { true, false })
        {
            float[] x = Positive(instances * height * width * 16, areEqual, 1), dy = Positive(x.Length, areEqual, 2),
                gradient = new float[16];
            ChannelMath.ShiftGradient(ref dy[0], height * width * 16, instances, width * 16, height, width, ref gradient[0]);
            for (int lane = 0; lane < 16; lane++) AssertClose(Lane(lane).Sum(i => (double)dy[i]), gradient[lane]);
            ChannelMath.ScaleGradient(ref x[0], ref dy[0], height * width * 16, instances, width * 16, width * 16, height, width, 16,
                ref gradient[0]);
            for (int lane = 0; lane < 16; lane++) AssertClose(Lane(lane).Sum(i => (double)x[i] * dy[i]), gradient[lane]);

            IEnumerable<int> Lane(int lane) => Enumerable.Range(0, x.Length / 16).Select(pixel => (16 * pixel) + lane);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GradientsOfSlopes_OfManyPixels_AreExact(bool areEqual)
    {
        const int Instances = 3, Height = 613, Width = 101, Channels = 19, BlockFloats = Height * Width * 16;
        float[] x = Positive(Instances * 2 * BlockFloats, areEqual, 1), dy = Positive(x.Length, areEqual, 2), gradient = new float[16];
        // Every third value is positive, and counts for nothing.
        for (int i = 0; i < x.Length; i++) x[i] *= i % 3 == 0 ? 1 : -1;
        ChannelMath.PReluGradient(ref x[0], ref dy[0], 2 * BlockFloats, Instances, Width * 16, Width * 16, Height, Width, 5,
            ref gradient[0]);
        for (int lane = 0; lane < 16; lane++)
            AssertClose(lane < 5 ? Sum(i => i / BlockFloats % 2 == 0 && i % 16 == lane) : 0, gradient[lane]);
        ChannelMath.SharedPReluGradient(
            ref x[0], ref dy[0], 2 * BlockFloats, Instances, Width * 16, Width * 16, Height, Width, BlockFloats, BlockFloats, Channels,
                ref gradient[0]);
        AssertClose(Sum(i => (i / BlockFloats % 2 * 16) + (i % 16) < Channels), gradient[0]);
        Assert.All(gradient.Skip(1), value => Assert.Equal(0, value));

        double Sum(Func<int, bool> counts) =>
            Enumerable.Range(0, x.Length).Where(i => i % 3 != 0 && counts(i)).Sum(i => (double)x[i] * dy[i]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void GradientsOfUpsampledPixels_OfManyCopies_AreExact(bool areEqual)
    {
        const int Rows = 613, Columns = 101;
        float[] dy = Positive(Rows * 2 * Columns * 16, areEqual, 1), dx = new float[2 * 16];
        Tensors.UpsampleBackward(ref dy[0], 2 * Columns * 16, dy.Length, ref dx[0], 2 * 16, 2 * 16, 1, 1, 2, Rows, Columns);
        for (int i = 0; i < dx.Length; i++)
        {
            AssertClose(
                Enumerable.Range(0, dy.Length).Where(k => k % 16 == i % 16 && k / 16 % (2 * Columns) / Columns == i / 16)
                    .Sum(k => (double)dy[k]), dx[i]);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Losses_OfManyOutputs_AreExact(bool areEqual)
    {
        const int Count = 3_000_017;
        float[] outputs = Positive(Count, areEqual, 1), targets = new float[Count], gradient = new float[Count];
        AssertClose(outputs.Sum(y => (double)y * y) / Count,
            Losses.MeanSquaredError(ref outputs[0], ref targets[0], ref gradient[0], Count, 1));
        AssertClose(outputs.Sum(x => Math.Log(1 + Math.Exp(x))) / Count,
            Losses.BinaryCrossEntropy(ref outputs[0], ref targets[0], ref gradient[0], Count, 1));
        double sum = outputs.Sum(x => Math.Exp(x));
        AssertClose(Math.Log(sum) - outputs[5], Losses.SoftmaxCrossEntropy(ref outputs[0], ref gradient[0], Count, 5, 1));
        AssertClose(Math.Exp(outputs[7]) / sum, gradient[7]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void SquaredDistances_OfLongVectors_AreExact(bool areEqual)
    {
        const int Inputs = 500_009;
        float[] x = Positive(Inputs + 16, areEqual, 1), codes = new float[(Inputs + 16) * 16], y = new float[16];
        Tensors.SquaredDistances(ref x[0], 16, ref codes[0], ref y[0], 16, Inputs, 3);
        double expected = x.Take(Inputs).Sum(value => (double)value * value);
        Assert.All(y.Take(3), found => AssertClose(expected, found));
    }

    [Fact]
    public void EndRun_OfAnyCount_KeepsWhatIsRoundedOff()
    {
        foreach (int count in new[] { 1, 3, 4, 16, 33 })
        {
            float[] sums = new float[count], totals = new float[count];
            for (int run = 0; run < 100_000; run++)
            {
                for (int i = 0; i < count; i++) sums[i] += 0.1f;
                VectorMath.EndRun(ref sums[0], ref totals[0], count);
            }
            for (int i = 0; i < count; i++) AssertClose(100_000 * (double)0.1f, totals[i] + sums[i]);
        }
    }

    private static void AssertClose(double expected, float found) => Assert.Equal(expected, found, Tolerance * Math.Abs(expected));

    private static float[] Positive(int count, bool areEqual, int seed)
    {
        float[] values = new float[count];
        if (areEqual) Array.Fill(values, 0.1f);
        else
        {
            var random = new Random(seed);
            foreach (ref float value in values.AsSpan()) value = 0.05f + random.NextSingle();
        }
        return values;
    }
}
