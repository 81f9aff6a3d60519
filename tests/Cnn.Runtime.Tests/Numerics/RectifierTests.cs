using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Cnn.Runtime.Tests;

/// <summary>The activations beyond ReLU, tanh and sigmoid against double precision, at all vector widths.</summary>
public sealed class RectifierTests
{
    [Fact]
    public void ScaledTanh_OverTheWholeRange_IsWithinFourUlp() =>
        MapCheck.Values<VectorMath.ScaledTanhMap>(x => 1.7159 * Math.Tanh(2 * x / 3), 4);

    [Fact]
    public void LeakyRelu_OverTheWholeRange_IsWithinOneUlp() =>
        MapCheck.Values<VectorMath.LeakyReluMap>(x => x > 0 ? x : 0.01 * x, 1);

    [Fact]
    public void Elu_OverTheWholeRange_IsWithinTwoAndAHalfUlp() =>
        MapCheck.Values<VectorMath.EluMap>(Exact.Elu, 2.5);

    [Fact]
    public void Silu_OverTheWholeRange_IsWithinThreeUlp() =>
        MapCheck.Values<VectorMath.SiluMap>(x =>
            x > 0 ? x / (1 + Math.Exp(-x)) : double.IsNegativeInfinity(x) ? 0 : x * Math.Exp(x) / (1 + Math.Exp(x)), 3);

    [Fact]
    public void HardSwish_OverTheWholeRange_IsWithinTwoAndAHalfUlp() =>
        MapCheck.Values<VectorMath.HardSwishMap>(x => x <= -3 ? 0 : x >= 3 ? x : x * (x + 3) / 6, 2.5);

    [Fact]
    public void Gelu_OverTheWholeRange_IsWithinFiveUlp() =>
        // Where products are rounded before they are added, one in millions is a little farther off.
        MapCheck.Values<VectorMath.GeluMap>(
            x => double.IsNegativeInfinity(x) ? 0 : x * Exact.NormalDistribution(x), Fma.IsSupported || AdvSimd.IsSupported ? 5 : 5.2);

    [Fact]
    public void DerivativesByTheOutput_OfEveryValue_FollowTheirFormulas()
    {
        MapCheck.Gradients<VectorMath.LeakyReluGradient>(y => y > 0 ? 1 : 0.01, -10, 10, 1e-7);
        MapCheck.Gradients<VectorMath.EluGradient>(y => y > 0 ? 1 : y + 1, -1, 10, 1e-7);
        MapCheck.Gradients<VectorMath.ScaledTanhGradient>(y => 2.0 / 3 * (1.7159 - (y * y / 1.7159)), -1.7159f, 1.7159f, 3e-7);
    }

    [Fact]
    public void DerivativesByTheInput_OfEveryValue_FollowTheirFormulas()
    {
        MapCheck.Gradients<VectorMath.SiluGradient>(
            x =>
            {
                double sigmoid = 1 / (1 + Math.Exp(-x));
                return sigmoid * (1 + (x * (1 - sigmoid)));
            }, -120, 120, 2e-7);
        MapCheck.Gradients<VectorMath.HardSwishGradient>(x => x <= -3 ? 0 : x >= 3 ? 1 : (x / 3) + 0.5, -10, 10, 2e-7);
        MapCheck.Gradients<VectorMath.GeluGradient>(x => Exact.NormalDistribution(x) + (x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI)),
            -20, 20, 3e-7);
    }

    [Fact]
    public void Maps_AtTheEnds_TakeTheirLimits()
    {
        const float Infinity = float.PositiveInfinity;
        Assert.Equal([Infinity, -Infinity, 0, float.NaN], Apply(VectorMath.LeakyRelu));
        Assert.Equal([Infinity, -1, 0, float.NaN], Apply(VectorMath.Elu));
        Assert.Equal([1.7159f, -1.7159f, 0, float.NaN], Apply(VectorMath.ScaledTanh));
        Assert.Equal([Infinity, 0, 0, float.NaN], Apply(VectorMath.Silu));
        Assert.Equal([Infinity, 0, 0, float.NaN], Apply(VectorMath.HardSwish));
        Assert.Equal([Infinity, 0, 0, float.NaN], Apply(VectorMath.Gelu));

        static float[] Apply(Map map)
        {
            float[] x = [Infinity, -Infinity, 0, float.NaN];
            map(ref x[0], x.Length);
            return x;
        }
    }

    [Fact]
    public void Backwards_AtTheEnds_TakeTheirLimits()
    {
        Assert.Equal([2, 0, 1, float.NaN], Apply(VectorMath.SiluBackward));
        Assert.Equal([2, 0, 1, float.NaN], Apply(VectorMath.HardSwishBackward));
        Assert.Equal([2, 0, 1, float.NaN], Apply(VectorMath.GeluBackward));

        static float[] Apply(Backward backward)
        {
            float[] x = [float.PositiveInfinity, float.NegativeInfinity, 0, float.NaN];
            float[] gradient = [2, 2, 2, 2];
            backward(ref x[0], ref gradient[0], x.Length);
            return gradient;
        }
    }

    [Fact]
    public void Rectifiers_AtTheirKinks_HaveTheSlopeOfTheLeftOrTheEnds()
    {
        float[] atZero = [0];
        float[] gradient = [2];
        VectorMath.LeakyReluBackward(ref atZero[0], ref gradient[0], 1);
        Assert.Equal([0.02f], gradient);

        float[] ends = [-3, 3];
        gradient = [2, 2];
        VectorMath.HardSwishBackward(ref ends[0], ref gradient[0], 2);
        Assert.Equal([0, 2], gradient);
    }

    [Fact]
    public void PublicFunctions_OfEveryLength_TouchExactlyTheirElements()
    {
        Map[] maps = [VectorMath.LeakyRelu, VectorMath.Elu, VectorMath.ScaledTanh, VectorMath.Silu, VectorMath.HardSwish, VectorMath.Gelu];
        foreach (Map map in maps)
        {
            for (int count = 1; count <= 50; count++)
            {
                float[] source = Sample.Floats(count + 2, (ulong)count, 3);
                float[] found = (float[])source.Clone();
                map(ref found[1], count);
                Assert.Equal(source[0], found[0]);
                Assert.Equal(source[^1], found[^1]);
                for (int i = 1; i <= count; i++)
                {
                    float alone = source[i];
                    map(ref alone, 1);
                    Assert.Equal(alone, found[i], 1e-6f);
                }
            }
        }
    }

    private delegate void Map(ref float x, int count);

    private delegate void Backward(ref readonly float x, ref float gradient, int count);
}
