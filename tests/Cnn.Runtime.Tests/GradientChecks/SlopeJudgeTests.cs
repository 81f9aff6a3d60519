namespace Cnn.Runtime.Tests;

/// <summary>Slopes of functions whose derivative is known, with kinks and with noise, against right gradients and wrong ones.</summary>
public sealed class SlopeJudgeTests
{
    private const double Tolerance = 0.005;

    [Theory]
    [InlineData(1, 0)]
    [InlineData(1, 1e-7)]
    [InlineData(-1e-3, 1e-10)]
    [InlineData(1e5, 1e-2)]
    public void SmoothFunction_IsJudged(double slope, double noise)
    {
        Func<double, double> function = x => slope * (Math.Sin(x) + (0.7 * x * x) - (0.2 * x * x * x));
        foreach ((double factor, int expected) in new[]
        {
            (1, (int)Verdict.Right), (1.002, (int)Verdict.Right), (-1, (int)Verdict.Wrong), (0, (int)Verdict.Wrong),
            (1.01, (int)Verdict.Wrong), (0.99, (int)Verdict.Wrong), (1000, (int)Verdict.Wrong),
        })
        {
            SlopeVerdict found = Compare(function, x => factor * (function(x + 1e-6) - function(x - 1e-6)) / 2e-6, noise);
            Assert.Equal((Verdict)expected, found.Verdict);
            Assert.Equal(slope, found.Slope, 0.004 * Math.Abs(slope));
            Assert.Equal(factor * slope, found.Gradient, 1e-6 * Math.Abs(factor * slope));
        }
    }

    [Fact]
    public void GradientThatIsNoNumber_IsWrong()
    {
        foreach (double gradient in new[] { double.NaN, double.PositiveInfinity })
        {
            SlopeVerdict found = Compare(Math.Sin, _ => gradient, 1e-8);
            Assert.Equal((Verdict.Wrong, double.PositiveInfinity), (found.Verdict, found.Error));
            Assert.Equal(1, found.Slope, 1e-3);
        }
    }

    [Fact]
    public void LossThatIsNoNumber_IsNotJudged() =>
        Assert.Equal(Verdict.Noise, Compare(x => x == 0 ? 0 : double.NaN, _ => 1, 1e-8).Verdict);

    [Fact]
    public void KinkAtThePoint_IsNotJudged_WhateverTheGradient()
    {
        foreach (double gradient in new[] { 0, 0.4, 1, -1 })
            Assert.Equal(Verdict.Kinks, Compare(x => Math.Max(0, x), x => x > 0 ? 1 : x < 0 ? 0 : gradient, 1e-9).Verdict);
    }

    // Closer to the point than the smallest step: all step sizes agree with each other, and not with the gradient.
    [Theory]
    [InlineData(1e-6, 0)]
    [InlineData(1e-6, -1e-6)]
    [InlineData(1e-7, -3e-7)]
    public void KinksWithinTheSmallestStep_AreNotWrongGradients(double first, double second)
    {
        // The slope is 1 between the two, 2 to the right; to the left it is 0 or, where the second jump is down, 2.
        foreach (double jump in new[] { 1.0, -1.0 })
        {
            SlopeVerdict found = Compare(
                x => x + Math.Max(0, x - first) + (jump * Math.Max(0, second - x)),
                x => 1 + (x > first ? 1 : 0) - (x < second ? jump : 0), 1e-12);
            Assert.True(found.Verdict != Verdict.Wrong, $"{found}");
        }
    }

    [Fact]
    public void Noise_IsNotJudged_AndNothingInNoiseIsNegligible()
    {
        Assert.Equal(Verdict.Noise, Compare(x => 1e-6 * x, _ => 1e-6, 1e-7, norm: 1e-5).Verdict);
        Assert.Equal(Verdict.Noise, Compare(x => 1e-6 * x, _ => -1e-6, 1e-7, norm: 1e-5).Verdict);
        Assert.Equal(Verdict.Noise, Compare(x => 1e-5 * x, _ => -1e-5, 1e-7).Verdict);
        Assert.Equal(Verdict.Negligible, Compare(x => 1e-9 * x, _ => 1e-10, 1e-8).Verdict);
        // Beside nothing, nothing is negligible.
        Assert.Equal(Verdict.Noise, Compare(x => 1e-9 * x, _ => 1e-10, 1e-8, norm: 1e-5).Verdict);
    }

    // Up to 20 kinks at distances from 1e-7 to 1, of any sizes, on a curve: a network of rectifiers along a line.
    [Fact]
    public void FunctionsWithManyKinks_HaveNoFalseAlarm()
    {
        RandomKey key = new(7);
        int right = 0, found = 0;
        Dictionary<double, int> missed = [];
        const int Functions = 1000;
        for (int i = 0; i < Functions; i++)
        {
            Kinked function = new(key.Derive((ulong)i));
            double noise = Math.Pow(10, -9 + (3 * key.Uniform((ulong)i)));
            SlopeVerdict verdict = Compare(function.At, function.Slope, noise, (ulong)i);
            Assert.True(verdict.Verdict != Verdict.Wrong, $"Function {i}: {verdict}");
            right += verdict.Verdict == Verdict.Right ? 1 : 0;
            foreach (double factor in new[] { -1, 0.5, 1.02 })
            {
                Verdict wrong = Compare(function.At, x => factor * function.Slope(x), noise, (ulong)i).Verdict;
                missed[factor] = missed.GetValueOrDefault(factor) + (wrong == Verdict.Right ? 1 : 0);
                found += wrong == Verdict.Wrong ? 1 : 0;
            }
        }
        // Most have no kink nearby. A gradient that is wrong is the slope of the chord now and then.
        Assert.InRange(right, Functions / 2, Functions);
        Assert.InRange(found, 3 * Functions / 4, 3 * Functions);
        Assert.True(missed.Values.All(count => count < Functions / 100), $"{right} {found} " + string.Join(" ", missed));
    }

    [Fact]
    public void RoundingNoise_IsMeasured_WhateverTheCurve()
    {
        double sum = 0;
        for (int run = 0; run < 200; run++)
        {
            RandomKey key = new((ulong)run);
            double[] values = new double[RoundingNoise.Points];
            for (int i = 0; i < values.Length; i++)
                values[i] = 3 + (1e-4 * i) + (1e-7 * i * i) + (1e-8 * key.Normal((ulong)i));
            double found = RoundingNoise.Deviation(values);
            Assert.InRange(found, 1e-9, 4e-8);
            sum += found;
        }
        Assert.InRange(sum / 200, 0.8e-8, 1.1e-8);
        Assert.Equal(0, RoundingNoise.Deviation(new double[RoundingNoise.Points]));
    }

    // The noise is a function of the point, as a network's is.
    private static SlopeVerdict Compare(
        Func<double, double> function, Func<double, double> gradient, double noise, ulong seed = 1, double norm = 1)
    {
        RandomKey key = new(seed + 99);
        double Loss(double x) => function(x) + (noise * key.Normal((ulong)BitConverter.DoubleToInt64Bits(x)));
        double here = gradient(0);
        SlopeJudge judge = new(Loss(0), noise, Tolerance, floor: Math.Min(0.1, Math.Abs(here)), Tolerance * norm);
        return judge.Compare(here, 0.25, x => new(Loss(x), x, here * x), x => new(x, gradient(x)));
    }

    private sealed class Kinked
    {
        private readonly double _slope, _curve;
        private readonly (double At, double Jump)[] _kinks;

        public Kinked(RandomKey key)
        {
            _slope = key.Normal(0);
            _curve = key.Normal(1);
            _kinks = new (double, double)[key.Below(21, 2)];
            for (int i = 0; i < _kinks.Length; i++)
            {
                RandomKey own = key.Derive((ulong)i);
                double side = own.Below(2, 0) == 0 ? 1 : -1;
                _kinks[i] = (side * Math.Pow(10, -7 * Math.Pow(own.Uniform(1), 3)), own.Normal(2) / _kinks.Length);
            }
        }

        public double At(double x) => (_slope * x) + (_curve * x * x) + _kinks.Sum(kink => kink.Jump * Math.Max(0, x - kink.At));

        public double Slope(double x) => _slope + (2 * _curve * x) + _kinks.Sum(kink => x > kink.At ? kink.Jump : 0);
    }
}
