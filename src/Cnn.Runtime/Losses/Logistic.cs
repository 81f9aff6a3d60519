namespace Cnn;

/// <summary>Functions of logits in double precision that neither overflow nor lose their digits.</summary>
internal static class Logistic
{
    /// <summary>1 / (1 + e^-x).</summary>
    public static double Sigmoid(double x)
    {
        double power = Math.Exp(-Math.Abs(x));
        return (x >= 0 ? 1 : power) / (1 + power);
    }

    /// <summary>log(1 + e^x).</summary>
    public static double LogOnePlusExp(double x) => Math.Max(x, 0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>log(1 + x), x above -1 (Kahan's correction: the rounding of 1 + x is in both factors, and goes).</summary>
    public static double LogOnePlus(double x)
    {
        double rounded = 1 + x;
        return rounded == 1 ? x : Math.Log(rounded) * x / (rounded - 1);
    }
}
