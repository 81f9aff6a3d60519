using System.Runtime.Intrinsics;

namespace Cnn.Runtime.Tests;

/// <summary>Logarithm and powers against double precision, at every vector width that the processor has.</summary>
public class PowerTests
{
    private static readonly float[] s_normals = Normals();

    [Fact]
    public void Logarithm_IsWithinTwoUlp() => Check(default(LogMap), Math.Log, _ => 2);

    [Fact]
    public void Logarithm_OfInfinityAndNaN_IsThemselves()
    {
        float[] ends = [float.PositiveInfinity, float.NaN];
        Assert.All(Widths(default(LogMap), ends), found => Assert.Equal(ends, found));
    }

    [Fact]
    public void InverseThreeQuarterPower_IsWithinFourUlp() => Check(default(InverseThreeQuarterPower), x => Math.Pow(x, -0.75), _ => 4);

    [Theory]
    [InlineData(0.5f)]
    [InlineData(0.6f)]
    [InlineData(1f)]
    public void InversePower_IsAsFarOffAsItSays(float exponent) =>
        Check(new InversePower(exponent), x => Math.Pow(x, -exponent), x => 2 + 2 * Math.Abs(exponent * Math.Log(x)));

    [Fact]
    public void InversePowers_KeepNaN_AndInfinityBecomesZero()
    {
        float[] ends = [float.PositiveInfinity, float.NaN];
        Assert.All(Widths(default(InverseThreeQuarterPower), ends), found => Assert.Equal([0, float.NaN], found));
        Assert.All(Widths(new InversePower(0.6f), ends), found => Assert.Equal([0, float.NaN], found));
    }

    private static void Check<TMap>(TMap map, Func<double, double> exact, Func<double, double> tolerance)
        where TMap : struct, IMap
    {
        foreach (float[] found in Widths(map, s_normals))
        {
            for (int i = 0; i < found.Length; i++)
            {
                double distance = Ulp.Distance(found[i], exact(s_normals[i]));
                Assert.True(distance <= tolerance(s_normals[i]), FormattableString.Invariant($"{distance} ulp at {s_normals[i]:G9}"));
            }
        }
    }

    private static List<float[]> Widths<TMap>(TMap map, float[] x)
        where TMap : struct, IMap
    {
        List<float[]> all = [Run<TMap, Lanes128>(map, x)];
        if (Vector256.IsHardwareAccelerated)
            all.Add(Run<TMap, Lanes256>(map, x));
        if (Vector512.IsHardwareAccelerated)
            all.Add(Run<TMap, Lanes512>(map, x));
        return all;
    }

    private static float[] Run<TMap, TLanes>(TMap map, float[] x)
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        float[] found = new float[x.Length];
        Elementwise.Map<TMap, TLanes>(ref x[0], ref found[0], x.Length, map);
        return found;
    }

    private static float[] Normals()
    {
        List<float> points = [1f];
        for (uint bits = 0x0080_0000; bits < 0x7F80_0000; bits += 15_919) points.Add(BitConverter.UInt32BitsToSingle(bits));
        for (int i = 1; i <= 200_000; i++) points.Add(i * 1e-4f);
        return [.. points];
    }

    private readonly struct LogMap : IMap
    {
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => Logarithm.Log(x);
    }
}
