namespace Cnn.Runtime.Tests;

public sealed class ActivationTests
{
    [Fact]
    public void Tanh_OverTheWholeRange_IsWithinTwoUlp() =>
        MapCheck.Values<VectorMath.TanhMap>(Math.Tanh, 2.5);

    [Fact]
    public void Sigmoid_OverTheWholeRange_IsWithinTwoUlp() =>
        MapCheck.Values<VectorMath.SigmoidMap>(x => x > 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)), 2.2);

    [Fact]
    public void Exp_OverTheWholeRange_IsWithinTwoUlp() =>
        MapCheck.Values<VectorMath.ExpMap>(Math.Exp, 1.5);

    [Fact]
    public void Relu_KeepsNaNAndInfinity()
    {
        float[] x = [-1, 0, 2, float.NaN, float.PositiveInfinity, float.NegativeInfinity, -1e-40f];
        VectorMath.Relu(ref x[0], x.Length);
        Assert.Equal([0, 0, 2, float.NaN, float.PositiveInfinity, 0, 0], x);
    }

    [Fact]
    public void Activations_AtTheEnds_TakeTheirLimits()
    {
        float[] tanh = [float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f, float.NaN, 0f, -0f, 1e-45f, -3e-39f];
        VectorMath.Tanh(ref tanh[0], tanh.Length);
        Assert.Equal(Sample.Bits([1, -1, 1, -1]), Sample.Bits(tanh.AsSpan(0, 4)));
        Assert.True(float.IsNaN(tanh[4]));
        Assert.Equal(Sample.Bits([0f, -0f, 1e-45f, -3e-39f]), Sample.Bits(tanh.AsSpan(5)));

        float[] sigmoid = [float.PositiveInfinity, float.NegativeInfinity, 0, float.NaN];
        VectorMath.Sigmoid(ref sigmoid[0], sigmoid.Length);
        Assert.Equal([1, 0, 0.5f, float.NaN], sigmoid);

        float[] exp = [float.PositiveInfinity, float.NegativeInfinity, 0, float.NaN, 88.73f, -104f];
        VectorMath.Exp(ref exp[0], exp.Length);
        Assert.Equal([float.PositiveInfinity, 0, 1, float.NaN, float.PositiveInfinity, 0], exp);
    }

    [Fact]
    public void Maps_OfEveryLength_TouchExactlyTheirElements()
    {
        for (int count = 1; count <= 100; count++)
        {
            float[] source = Sample.Floats(count + 2, (ulong)count, 3);
            float[] found = (float[])source.Clone();
            VectorMath.Tanh(ref found[1], count);
            Assert.Equal(source[0], found[0]);
            Assert.Equal(source[^1], found[^1]);
            for (int i = 1; i <= count; i++)
                Assert.True(Ulp.Distance(found[i], Math.Tanh(source[i])) < 2.5, $"count {count}, element {i}");
        }
    }

    [Fact]
    public void Maps_AtEveryWidth_AgreeBitForBitWhereRoundingDoes()
    {
        float[] source = Sample.Floats(77, 3, 8);
        int[] narrow = Sample.Bits(MapCheck.Run<VectorMath.ReluMap, Lanes128>(source));
        Assert.Equal(narrow, Sample.Bits(MapCheck.Run<VectorMath.ReluMap, Lanes256>(source)));
        Assert.Equal(narrow, Sample.Bits(MapCheck.Run<VectorMath.ReluMap, Lanes512>(source)));
    }

    [Fact]
    public void Backwards_OfEveryLength_FollowTheirFormulas()
    {
        for (int count = 1; count <= 70; count++)
        {
            float[] y = Sample.Floats(count, 5);
            float[] gradient = Sample.Floats(count + 1, 6);
            Check(VectorMath.ReluBackward, y, gradient, (o, g) => o > 0 ? g : 0);
            Check(VectorMath.TanhBackward, y, gradient, (o, g) => g * (1 - (o * o)));
            Check(VectorMath.SigmoidBackward, y, gradient, (o, g) => g * o * (1 - o));
        }
    }

    private delegate void Backward(ref readonly float y, ref float gradient, int count);

    private static void Check(Backward backward, float[] y, float[] gradient, Func<double, double, double> exact)
    {
        float[] found = (float[])gradient.Clone();
        backward(ref y[0], ref found[0], y.Length);
        for (int i = 0; i < y.Length; i++)
            Assert.Equal(exact(y[i], gradient[i]), found[i], 2e-7);
        Assert.Equal(gradient[^1], found[^1]);
    }
}
