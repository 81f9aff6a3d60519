namespace Cnn.Runtime.Tests;

/// <summary>Distance from the exact value in units of the float's last place there.</summary>
internal static class Ulp
{
    public static double Distance(float found, double exact)
    {
        if (double.IsNaN(exact))
            return float.IsNaN(found) ? 0 : double.PositiveInfinity;
        float rounded = (float)exact;
        if (float.IsInfinity(rounded) || float.IsInfinity(found))
            return found.Equals(rounded) ? 0 : double.PositiveInfinity;
        double magnitude = Math.Abs(exact);
        float place = (float)magnitude;
        double unit = (double)MathF.BitIncrement(place) - place;
        if (double.IsInfinity(unit))
            unit = (double)place - MathF.BitDecrement(place);
        return Math.Abs(found - exact) / unit;
    }
}
