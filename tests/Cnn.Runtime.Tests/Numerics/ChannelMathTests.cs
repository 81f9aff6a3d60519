namespace Cnn.Runtime.Tests;

/// <summary>
/// Statistics and affine maps of channels, against sums in double precision; runs of 64 pixels and rows with gaps between them are where
/// loops end.
/// </summary>
public sealed class ChannelMathTests
{
    private const int Lanes = 16;
    private const float Epsilon = 1e-5f, Momentum = 0.1f;

    public static TheoryData<int, int, int, int> Shapes => new()
    {
        // instances, rows, columns, floats between two rows
        { 1, 1, 1, 0 }, { 3, 1, 1, 0 }, { 2, 7, 7, 32 }, { 1, 3, 64, 0 }, { 2, 2, 65, 16 }, { 2, 5, 131, 0 }, { 4, 63, 1, 48 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Statistics_AreTheDefinitions(int instances, int height, int width, int gap)
    {
        Map x = Map.Of(instances, height, width, gap, seed: 1, mean: 100);
        float[] gamma = [.. Enumerable.Range(0, Lanes).Select(lane => 0.5f + lane)], record = new float[ChannelStatistics.Floats];
        ChannelMath.Statistics(in x.First, x.InstanceStride, instances, x.RowStride, height, width, in gamma[0], Epsilon, ref record[0]);
        for (int lane = 0; lane < Lanes; lane++)
        {
            double[] values = [.. x.Values(lane)];
            // Distances are from the mean as it is stored, in single precision.
            double mean = values.Average(), variance = values.Average(value => Math.Pow(value - record[lane], 2));
            Assert.Equal(mean, record[lane], 3e-5);
            Assert.Equal(variance, record[(int)ChannelStatistics.Variance + lane], 2e-6 * Math.Max(variance, 1e-3));
            Assert.Equal(1 / Math.Sqrt(variance + Epsilon), record[(int)ChannelStatistics.InverseDeviation + lane],
                1e-5 / Math.Sqrt(variance + Epsilon));
            Assert.Equal(gamma[lane] / Math.Sqrt(variance + Epsilon), record[(int)ChannelStatistics.Factor + lane],
                1e-5 * gamma[lane] / Math.Sqrt(variance + Epsilon));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Normalization_AndItsGradient_AreTheDefinitions(int instances, int height, int width, int gap)
    {
        Map x = Map.Of(instances, height, width, gap, seed: 2, mean: 0.5f), dy = Map.Of(instances, height, width, gap, seed: 3, mean: 0.1f);
        float[] gamma = [.. Enumerable.Repeat(1.5f, Lanes)], beta = [.. Enumerable.Repeat(0.25f, Lanes)],
            record = new float[ChannelStatistics.Floats], dGamma = new float[Lanes], dBeta = new float[Lanes];
        ChannelMath.Statistics(in x.First, x.InstanceStride, instances, x.RowStride, height, width, in gamma[0], Epsilon, ref record[0]);
        ChannelMath.NormalizationGradient(
            in x.First, in dy.First, x.InstanceStride, instances, x.RowStride, dy.RowStride, height, width, ref record[0], ref dGamma[0],
                ref dBeta[0]);
        Map y = Map.Of(instances, height, width, gap, seed: 4, mean: 0), dx = dy.Copy();
        for (int n = 0; n < instances; n++)
        {
            ChannelMath.Normalize(in x.At(n), x.RowStride, 0, ref y.At(n), y.RowStride, 0, 1, height, width, in record[0], in beta[0],
                Rectifier.Relu);
            ChannelMath.NormalizeBackward(in x.At(n), x.RowStride, 0, in dx.At(n), dx.RowStride, 0, ref dx.At(n), dx.RowStride, 0, 1,
                height, width, in record[0]);
        }
        for (int lane = 0; lane < Lanes; lane++)
        {
            double[] values = [.. x.Values(lane)], gradients = [.. dy.Values(lane)];
            double mean = values.Average(), deviation = Math.Sqrt(values.Average(value => Math.Pow(value - mean, 2)) + Epsilon);
            double[] normal = [.. values.Select(value => (value - mean) / deviation)];
            double slope = normal.Zip(gradients, (a, b) => a * b).Sum(), sum = gradients.Sum(), scale = Math.Sqrt(values.Length);
            Assert.Equal(slope, dGamma[lane], 2e-6 * scale + 1e-4 * (values.Length == 1 ? 1 : 0));
            Assert.Equal(sum, dBeta[lane], 2e-6 * scale);
            float[] outputs = [.. y.Values(lane).Select(value => (float)value)], back = [.. dx.Values(lane).Select(value => (float)value)];
            for (int i = 0; i < values.Length; i++)
            {
                Assert.Equal(Math.Max(0, 1.5 * normal[i] + 0.25), outputs[i], 1e-5);
                Assert.Equal(1.5 / deviation * (gradients[i] - sum / values.Length - normal[i] * slope / values.Length), back[i],
                    1e-4 / deviation * 0.1);
            }
        }
    }

    [Fact]
    public void RunningAverages_MoveByTheMomentum_WithTheUnbiasedVariance()
    {
        float[] record = new float[ChannelStatistics.Floats], mean = new float[Lanes], variance = new float[Lanes];
        Array.Fill(record, 3f, 0, Lanes);
        Array.Fill(record, 2f, Lanes, Lanes);
        Array.Fill(mean, 1f);
        Array.Fill(variance, 1f);
        ChannelMath.UpdateRunning(in record[0], 5, Momentum, ref mean[0], ref variance[0]);
        Assert.All(mean, value => Assert.Equal(0.9 * 1 + 0.1 * 3, value, 1e-6));
        Assert.All(variance, value => Assert.Equal(0.9 * 1 + 0.1 * 2 * 5 / 4, value, 1e-6));
        // One value has no unbiased variance; its own, 0 in practice, is taken.
        ChannelMath.UpdateRunning(in record[0], 1, 1, ref mean[0], ref variance[0]);
        Assert.All(variance, value => Assert.Equal(2f, value));
    }

    [Fact]
    public void Affine_ScalesAndShiftsEachChannel()
    {
        Map x = Map.Of(1, 3, 5, 16, seed: 5, mean: 0), y = Map.Of(1, 3, 5, 32, seed: 6, mean: 0);
        float[] scale = [.. Enumerable.Range(0, Lanes).Select(lane => lane - 7f)],
            shift = [.. Enumerable.Range(0, Lanes).Select(lane => 0.1f * lane)];
        ChannelMath.Affine(in x.First, x.RowStride, 0, ref y.First, y.RowStride, 0, 1, 3, 5, in scale[0], in shift[0], Rectifier.LeakyRelu);
        for (int lane = 0; lane < Lanes; lane++)
        {
            double[] expected = [.. x.Values(lane).Select(value => value * scale[lane] + shift[lane])
                .Select(value => value > 0 ? value : 0.01 * value)];
            Assert.All(expected.Zip(y.Values(lane)), pair => Assert.Equal(pair.First, pair.Second, 2e-6));
        }
    }

    [Fact]
    public void Sums_AddTheOtherMapBeforeTheFunction()
    {
        Map x = Map.Of(1, 3, 5, 16, seed: 7, mean: 0), addend = Map.Of(1, 3, 5, 48, seed: 8, mean: 0),
            y = Map.Of(1, 3, 5, 32, seed: 9, mean: 0), z = y.Copy();
        float[] scale = [.. Enumerable.Range(0, Lanes).Select(lane => lane - 7f)],
            shift = [.. Enumerable.Range(0, Lanes).Select(lane => 0.1f * lane)], record = new float[ChannelStatistics.Floats];
        Array.Fill(record, 0.25f, (int)ChannelStatistics.Mean, Lanes);
        scale.CopyTo(record, (int)ChannelStatistics.Factor);
        ChannelMath.AffineSum(in x.First, x.RowStride, 0, ref y.First, y.RowStride, 0, 1, 3, 5, in scale[0], in shift[0], Rectifier.Relu,
            in addend.First, addend.RowStride, 0);
        ChannelMath.NormalizeSum(in x.First, x.RowStride, 0, ref z.First, z.RowStride, 0, 1, 3, 5, in record[0], in shift[0],
            Rectifier.None, in addend.First, addend.RowStride, 0);
        for (int lane = 0; lane < Lanes; lane++)
        {
            double[] others = [.. addend.Values(lane)], scaled = [.. x.Values(lane).Select(value => value * scale[lane] + shift[lane])];
            Assert.All(scaled.Zip(others).Zip(y.Values(lane)), pair =>
                Assert.Equal(Math.Max(0, pair.First.First + pair.First.Second), pair.Second, 2e-6));
            Assert.All(scaled.Zip(others).Zip(z.Values(lane)), pair =>
                Assert.Equal(pair.First.First + pair.First.Second - 0.25 * scale[lane], pair.Second, 2e-6));
        }
    }

    [Fact]
    public void GradientOfANormalization_IsTheSameInPlaceAndElsewhere()
    {
        Map x = Map.Of(1, 4, 3, 16, seed: 10, mean: 0), dy = Map.Of(1, 4, 3, 32, seed: 11, mean: 0),
            dx = Map.Of(1, 4, 3, 0, seed: 12, mean: 0), copy = dy.Copy();
        float[] record = [.. Enumerable.Range(0, ChannelStatistics.Floats).Select(i => 0.01f * i)];
        ChannelMath.NormalizeBackward(in x.First, x.RowStride, 0, in dy.First, dy.RowStride, 0, ref dx.First, dx.RowStride, 0, 1, 4, 3,
            in record[0]);
        ChannelMath.NormalizeBackward(in x.First, x.RowStride, 0, in copy.First, copy.RowStride, 0, ref copy.First, copy.RowStride, 0, 1, 4,
            3, in record[0]);
        for (int lane = 0; lane < Lanes; lane++) Assert.Equal(copy.Values(lane), dx.Values(lane));
    }

    /// <summary>Sixteen channels of several instances, rows apart by a gap that nothing may read or write.</summary>
    private sealed class Map(float[] memory, int instances, int height, int width, int gap)
    {
        public int RowStride => (width * Lanes) + gap;

        public int InstanceStride => height * RowStride;

        public ref float First => ref memory[0];

        public ref float At(int instance) => ref memory[instance * InstanceStride];

        public Map Copy() => new([.. memory], instances, height, width, gap);

        public static Map Of(int instances, int height, int width, int gap, int seed, float mean)
        {
            Random random = new(seed);
            float[] memory = [.. Enumerable.Range(0, instances * height * ((width * Lanes) + gap)).Select(_ => float.NaN)];
            Map map = new(memory, instances, height, width, gap);
            for (int n = 0; n < instances; n++)
                for (int row = 0; row < height; row++)
                    for (int i = 0; i < width * Lanes; i++)
                        memory[(n * map.InstanceStride) + (row * map.RowStride) + i] = mean + ((float)random.NextDouble() - 0.5f);
            return map;
        }

        public IEnumerable<double> Values(int lane)
        {
            for (int n = 0; n < instances; n++)
                for (int row = 0; row < height; row++)
                    for (int column = 0; column < width; column++)
                        yield return memory[(n * InstanceStride) + (row * RowStride) + (column * Lanes) + lane];
        }
    }
}
