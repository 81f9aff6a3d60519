using System.Runtime.Intrinsics;

namespace Cnn.Runtime.Tests;

/// <summary>Compares functions of one element with double precision, at every vector width that the processor has.</summary>
internal static class MapCheck
{
    /// <summary>Every exponent, both signs, and a dense sweep where the functions bend.</summary>
    private static readonly float[] s_points = Points();

    public static void Values<TMap>(Func<double, double> exact, double tolerance)
        where TMap : struct, IMap
    {
        Check(Run<TMap, Lanes128>(s_points), exact, tolerance, "128 bits");
        if (Vector256.IsHardwareAccelerated)
            Check(Run<TMap, Lanes256>(s_points), exact, tolerance, "256 bits");
        if (Vector512.IsHardwareAccelerated)
            Check(Run<TMap, Lanes512>(s_points), exact, tolerance, "512 bits");
    }

    /// <summary>The derivative from <paramref name="first"/> to <paramref name="last"/>, and that it multiplies the gradient.</summary>
    public static void Gradients<TMap>(Func<double, double> exact, float first, float last, double tolerance)
        where TMap : struct, IGradientMap
    {
        float[] at = new float[40_001];
        for (int i = 0; i < at.Length; i++)
            at[i] = first + ((last - first) * i / (at.Length - 1));
        Check<TMap, Lanes128>(at, exact, tolerance, "128 bits");
        if (Vector256.IsHardwareAccelerated)
            Check<TMap, Lanes256>(at, exact, tolerance, "256 bits");
        if (Vector512.IsHardwareAccelerated)
            Check<TMap, Lanes512>(at, exact, tolerance, "512 bits");
    }

    public static float[] Run<TMap, TLanes>(float[] source)
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        float[] found = new float[source.Length];
        Elementwise.Map<TMap, TLanes>(ref source[0], ref found[0], source.Length, default);
        return found;
    }

    private static void Check<TMap, TLanes>(float[] at, Func<double, double> exact, double tolerance, string width)
        where TMap : struct, IGradientMap
        where TLanes : struct, ILanes<TLanes>
    {
        float[] found = new float[at.Length];
        Array.Fill(found, -2f);
        Elementwise.MapGradient<TMap, TLanes>(ref at[0], ref found[0], at.Length);
        for (int i = 0; i < at.Length; i++)
        {
            double distance = Math.Abs(found[i] - (-2 * exact(at[i]))) / 2;
            Assert.True(distance <= tolerance, FormattableString.Invariant($"{width}: off by {distance} at {at[i]:G9}"));
        }
    }

    private static void Check(float[] found, Func<double, double> exact, double tolerance, string width)
    {
        double worst = 0;
        float where = 0;
        for (int i = 0; i < found.Length; i++)
        {
            double distance = Ulp.Distance(found[i], exact(s_points[i]));
            if (distance > worst)
                (worst, where) = (distance, s_points[i]);
        }
        Assert.True(worst <= tolerance, FormattableString.Invariant($"{width}: {worst} ulp at {where:G9}"));
    }

    private static float[] Points()
    {
        List<float> points = [];
        for (uint bits = 0; bits < 0x7F80_0000; bits += 15_919)
        {
            points.Add(BitConverter.UInt32BitsToSingle(bits));
            points.Add(-BitConverter.UInt32BitsToSingle(bits));
        }
        for (int i = -220_000; i <= 220_000; i++)
            points.Add(i * 5e-4f);
        points.AddRange([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 88.72283f, -87.33655f, -103.97f, -3f, 3f]);
        return [.. points];
    }
}
