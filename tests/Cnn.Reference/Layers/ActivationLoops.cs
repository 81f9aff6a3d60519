namespace Cnn.Reference;

/// <summary>Functions of each value, and their slopes.</summary>
internal static class ActivationLoops
{
    public static double[] Forward(Activation activation, double[] x) => Array.ConvertAll(x, value => Value(activation, value));

    /// <summary>dX from dY; the rectifier's slope at a kink is the one of the flat side, a leaky one's the one of the left.</summary>
    public static double[] Backward(Activation activation, double[] x, double[] dY)
    {
        var dX = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            dX[i] = dY[i] * Slope(activation, x[i]);
        }
        return dX;
    }

    public static double Value(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(x, 0),
        Activation.LeakyRelu => x > 0 ? x : 0.01 * x,
        Activation.Elu => x > 0 ? x : Math.Exp(x) - 1,
        Activation.Tanh => Math.Tanh(x),
        Activation.ScaledTanh => 1.7159 * Math.Tanh(2 * x / 3),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.Silu => x / (1 + Math.Exp(-x)),
        Activation.HardSwish => x * Math.Clamp(x + 3, 0, 6) / 6,
        Activation.Gelu => x * NormalDistribution(x),
        Activation.None => x,
        _ => throw Unknown(activation),
    };

    private static double Slope(Activation activation, double x)
    {
        double y = Value(activation, x);
        return activation switch
        {
            Activation.Relu => x > 0 ? 1 : 0,
            Activation.LeakyRelu => x > 0 ? 1 : 0.01,
            Activation.Elu => x > 0 ? 1 : Math.Exp(x),
            Activation.Tanh => 1 - y * y,
            Activation.ScaledTanh => 1.7159 * 2 / 3 * (1 - Math.Pow(Math.Tanh(2 * x / 3), 2)),
            Activation.Sigmoid => y * (1 - y),
            Activation.Silu => (1 + y * Math.Exp(-x)) / (1 + Math.Exp(-x)),
            Activation.HardSwish => x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6,
            Activation.Gelu => NormalDistribution(x) + x * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI),
            Activation.None => 1,
            _ => throw Unknown(activation),
        };
    }

    // 1/2 + φ(x) (x + x³/3 + x⁵/(3·5) + …), absolutely accurate (Marsaglia, "Evaluating the Normal Distribution", 2004).
    private static double NormalDistribution(double x)
    {
        if (Math.Abs(x) > 12) return x > 0 ? 1 : 0;
        double sum = x, term = x;
        for (int k = 3; sum + term != sum; k += 2) sum += term *= x * x / k;
        return 0.5 + sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);
    }

    private static NotSupportedException Unknown(Activation activation) =>
        new($"The interpreter does not know the activation '{activation}'.");
}
