namespace Cnn.Runtime.Tests;

/// <summary>First values by their moments and bounds, with the formulas of torch.nn.init's documentation written out.</summary>
public sealed class InitializerTests
{
    private const int Seed = 5;

    // 96 maps of 3 groups, each of 64 channels, 5 × 3: fan-in 64 · 15 = 960; an input is read by 32 maps, fan-out 32 · 15 = 480.
    private static readonly ParameterInfo _grouped = ParameterInfo.Kernel("grouped.weight", 0, 96, 64, 5, 3, 0, false, groups: 3);

    // After a flattening of 7 × 5 × 20: fan-in 700, fan-out 150.
    private static readonly ParameterInfo _dense = ParameterInfo.Matrix("dense.weight", 0, 150, 20, 7, 5, 0, false);

    // Each of 4,096 maps reads one channel, which one map reads: fan-in and fan-out 9.
    private static readonly ParameterInfo _depthwise =
        ParameterInfo.Kernel("depthwise.weight", 0, 4096, 1, 3, 3, 0, false, isDepthwise: true);

    public static TheoryData<string, Initializer, double, double> Uniforms { get; } = new()
    {
        { "grouped", Initializer.HeUniform(), Math.Sqrt(6.0 / 960), 0 },
        { "grouped", Initializer.GlorotUniform(), Math.Sqrt(6.0 / (960 + 480)), 0 },
        { "grouped", Initializer.LecunUniform(), Math.Sqrt(3.0 / 960), 0 },
        { "dense", Initializer.HeUniform(1), Math.Sqrt(3.0 / 700), 0 },
        { "dense", Initializer.GlorotUniform(5.0 / 3), 5.0 / 3 * Math.Sqrt(6.0 / 850), 0 },
        { "depthwise", Initializer.HeUniform(), Math.Sqrt(6.0 / 9), 0 },
        { "depthwise", Initializer.GlorotUniform(), Math.Sqrt(6.0 / 18), 0 },
        { "dense", Initializer.Uniform(0.25), 0.25, 0 },
    };

    public static TheoryData<string, Initializer, double> Normals { get; } = new()
    {
        { "grouped", Initializer.HeNormal(), Math.Sqrt(2.0 / 960) },
        { "grouped", Initializer.HeNormal(0.25), Math.Sqrt(2 / 1.0625 / 960) },
        { "grouped", Initializer.HeNormalFanOut(), Math.Sqrt(2.0 / 480) },
        { "grouped", Initializer.GlorotNormal(), Math.Sqrt(2.0 / (960 + 480)) },
        { "grouped", Initializer.LecunNormal(), Math.Sqrt(1.0 / 960) },
        { "dense", Initializer.HeNormal(), Math.Sqrt(2.0 / 700) },
        { "dense", Initializer.HeNormalFanOut(), Math.Sqrt(2.0 / 150) },
        { "dense", Initializer.GlorotNormal(), Math.Sqrt(2.0 / 850) },
        { "depthwise", Initializer.HeNormal(), Math.Sqrt(2.0 / 9) },
        { "dense", Initializer.Normal(0.02), 0.02 },
    };

    [Theory]
    [MemberData(nameof(Uniforms))]
    public void Uniform_HasTheMomentsAndBounds(string name, Initializer initializer, double bound, double mean)
    {
        float[] values = Draw(Find(name), initializer);
        (double average, double variance) = Moments(values);
        // Five standard errors: σ / √n, and σ² √((κ − 1) / n) with κ = 9/5.
        double deviation = bound / Math.Sqrt(3), count = values.Length;
        Assert.InRange(average - mean, -5 * deviation / Math.Sqrt(count), 5 * deviation / Math.Sqrt(count));
        Assert.InRange((variance / (deviation * deviation)) - 1, -5 * Math.Sqrt(0.8 / count), 5 * Math.Sqrt(0.8 / count));
        Assert.InRange(values.Max(Math.Abs), bound * 0.99, bound * 1.000001);
    }

    [Theory]
    [MemberData(nameof(Normals))]
    public void Normal_HasTheMoments(string name, Initializer initializer, double deviation)
    {
        float[] values = Draw(Find(name), initializer);
        (double average, double variance) = Moments(values);
        // As above with κ = 3; a normal distribution is not cut off: about one of 15,800 is further than 4 deviations from 0.
        double count = values.Length;
        Assert.InRange(average, -5 * deviation / Math.Sqrt(count), 5 * deviation / Math.Sqrt(count));
        Assert.InRange((variance / (deviation * deviation)) - 1, -5 * Math.Sqrt(2 / count), 5 * Math.Sqrt(2 / count));
        Assert.InRange(values.Max(Math.Abs) / deviation, 3.5, 6);
        // Within one deviation lie 68.27 %.
        double within = values.Count(value => Math.Abs(value) < deviation) / count;
        Assert.InRange(within, 0.6827 - (5 * 0.4655 / Math.Sqrt(count)), 0.6827 + (5 * 0.4655 / Math.Sqrt(count)));
    }

    [Theory]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 17, 1, 1)]
    [InlineData(17, 1, 1, 1)]
    [InlineData(13, 13, 1, 1)]
    [InlineData(64, 3, 7, 7)]
    [InlineData(7, 31, 3, 1)]
    [InlineData(97, 2, 3, 3)]
    public void Orthogonal_HasOrthonormalRowsOrColumns(int maps, int channels, int rows, int columns)
    {
        const double Gain = 1.5;
        ParameterInfo info = ParameterInfo.Kernel("k.weight", 0, maps, channels, rows, columns, 0, false);
        AssertOrthonormal(Draw(info, Initializer.Orthogonal(Gain)), maps, Gain);
    }

    [Fact]
    public void Orthogonal_OfGroups_IsAMatrixForEachGroup()
    {
        float[] values = Draw(_grouped, Initializer.Orthogonal());
        for (int group = 0; group < 3; group++)
            AssertOrthonormal(values.AsSpan(group * 32 * 960, 32 * 960), 32, 1);
        float[] depthwise = Draw(_depthwise, Initializer.Orthogonal(2));
        for (int map = 0; map < 50; map++)
            AssertOrthonormal(depthwise.AsSpan(map * 9, 9), 1, 2);
    }

    [Fact]
    public void Orthogonal_OfATable_HasUnitRows()
    {
        ParameterInfo info = ParameterInfo.Kernel("k.weight", 0, 3, 4, 2, 2, 0, false, [[0, 1], [2], [0, 2, 3]]);
        float[] values = Draw(info, Initializer.Orthogonal());
        AssertOrthonormal(values.AsSpan(0, 8), 1, 1);
        AssertOrthonormal(values.AsSpan(8, 4), 1, 1);
        AssertOrthonormal(values.AsSpan(12, 12), 1, 1);
    }

    // Haar's measure has no direction: each element of a 3 × 3 rotation or reflection has mean 0 and variance 1/3, and so has the diagonal,
    // which a QR without positive diagonal would make negative.
    [Fact]
    public void Orthogonal_HasNoDirection()
    {
        ParameterInfo info = ParameterInfo.Matrix("k.weight", 0, 3, 3, 1, 1, 0, false);
        double[] sums = new double[9], squares = new double[9];
        const int Count = 4000;
        for (int seed = 0; seed < Count; seed++)
        {
            float[] values = Draw(info, Initializer.Orthogonal(), seed);
            for (int i = 0; i < 9; i++)
            {
                sums[i] += values[i] / Count;
                squares[i] += (double)values[i] * values[i] / Count;
            }
        }
        Assert.All(sums, mean => Assert.InRange(mean, -5 * Math.Sqrt(1.0 / 3 / Count), 5 * Math.Sqrt(1.0 / 3 / Count)));
        Assert.All(squares, square => Assert.InRange(square, 0.31, 0.356));
    }

    [Fact]
    public void Fans_AreThoseOfTheConnections()
    {
        Assert.Equal((960, 480), (Initializer.FanIn(_grouped), Initializer.FanOut(_grouped)));
        Assert.Equal((700, 150), (Initializer.FanIn(_dense), Initializer.FanOut(_dense)));
        Assert.Equal((9, 9), (Initializer.FanIn(_depthwise), Initializer.FanOut(_depthwise)));
        ParameterInfo table = ParameterInfo.Kernel("k.weight", 0, 3, 4, 2, 2, 0, false, [[0, 1], [2], [0, 2, 3]]);
        Assert.Equal((8, 6), (Initializer.FanIn(table), Initializer.FanOut(table)));
    }

    [Fact]
    public void Declared_OrthogonalAndConstant_AreDrawnSo()
    {
        AssertOrthonormal(
            Initializer.Draw(ParameterInfo.Matrix("a.weight", 0, 8, 5, 1, 1, 2, false, initialIsOrthogonal: true), Seed), 8, 2);
        Assert.All(
            Initializer.Draw(ParameterInfo.Matrix("a.weight", 0, 8, 5, 1, 1, 0, false, initialValue: 0.5f), Seed),
            value => Assert.Equal(0.5f, value));
    }

    [Fact]
    public void Initialize_ChangesWhatThePatternsName_BySeedAndName()
    {
        TinySoftmax net = TinySoftmax.Create(1);
        ParameterView[] weights = [.. net.Parameters.Where(view => view.Name.EndsWith(".weight", StringComparison.Ordinal))];
        float[][] before = [.. net.Parameters.Select(view => view.ToArray())];
        net.Parameters.Initialize(Initializer.Normal(1), 7, "*.weight");
        float[][] after = [.. net.Parameters.Select(view => view.ToArray())];
        for (int i = 0; i < before.Length; i++)
            Assert.Equal(!weights.Contains(net.Parameters[i]), before[i].SequenceEqual(after[i]));
        net.Parameters.Initialize(Initializer.Normal(1), 8, "*");
        net.Parameters.Initialize(7);
        Assert.Equal(TinySoftmax.Create(7).Parameters.Arena.Span, net.Parameters.Arena.Span);
        ParameterInfo one = ParameterInfo.Matrix("one.weight", 0, 8, 5, 1, 1, 0, false);
        ParameterInfo other = ParameterInfo.Matrix("other.weight", 0, 8, 5, 1, 1, 0, false);
        Assert.Equal(Draw(one, Initializer.HeNormal()), Draw(one, Initializer.HeNormal()));
        Assert.NotEqual(Draw(one, Initializer.HeNormal()), Draw(other, Initializer.HeNormal()));
        Assert.NotEqual(Draw(one, Initializer.HeNormal()), Draw(one, Initializer.HeNormal(), Seed + 1));
    }

    [Fact]
    public void WhatCannotBeDrawn_IsAnError_AndChangesNothing()
    {
        TinySoftmax net = TinySoftmax.Create(1);
        float[] before = [.. net.Parameters.Arena.Span];
        void Refused(string message, Initializer initializer, params string[] patterns) => Assert.Contains(
            message, Assert.Throws<ArgumentException>(() => net.Parameters.Initialize(initializer, 1, patterns)).Message);

        Refused("'dens1.*' names no parameter of TinySoftmax. It has: dense1.weight, dense1.bias", Initializer.Zeros, "*.bias", "dens1.*");
        Refused("dense1.bias is a number for each map, of shape [4], and has no fans", Initializer.HeNormal(), "*");
        Refused("dense1.bias is a number for each map", Initializer.Orthogonal(), "*.bias");
        Refused("Say which parameters", Initializer.Zeros);
        Refused("The initializer draws NaN for element 3 of dense1.weight", new NotANumber(), "*");
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Constant(float.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.HeNormal(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Initializer.Orthogonal(-1));
        using (new TrainingSession<TinySoftmax>(net, new Sgd(0.1f)))
        {
            Assert.Contains(
                "TinySoftmax cannot be initialized: a training session holds",
                Assert.Throws<InvalidOperationException>(() => net.Parameters.Initialize(2)).Message);
        }
        Assert.Equal(before, net.Parameters.Arena.Span.ToArray());
    }

    private static ParameterInfo Find(string name) => name switch
    {
        "grouped" => _grouped,
        "dense" => _dense,
        _ => _depthwise,
    };

    private static float[] Draw(ParameterInfo info, Initializer initializer, int seed = Seed)
    {
        float[] values = new float[info.ElementCount];
        initializer.Fill(info, values, Initializer.KeyOf(info, seed));
        return values;
    }

    private static (double Mean, double Variance) Moments(float[] values)
    {
        double mean = values.Average(value => (double)value);
        return (mean, values.Average(value => (value - mean) * (value - mean)));
    }

    private static void AssertOrthonormal(ReadOnlySpan<float> values, int rows, double gain)
    {
        int columns = values.Length / rows, count = Math.Min(rows, columns);
        for (int a = 0; a < count; a++)
        {
            for (int b = a; b < count; b++)
            {
                double product = 0;
                for (int i = 0; i < Math.Max(rows, columns); i++)
                {
                    product += rows <= columns
                        ? (double)values[(a * columns) + i] * values[(b * columns) + i]
                        : (double)values[(i * columns) + a] * values[(i * columns) + b];
                }
                Assert.Equal(a == b ? 1 : 0, product / (gain * gain), 1e-6);
            }
        }
    }

    private sealed class NotANumber : Initializer
    {
        protected internal override void Fill(ParameterInfo parameter, Span<float> values, RandomKey key) => values[3] = float.NaN;
    }
}
