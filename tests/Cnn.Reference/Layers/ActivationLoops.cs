namespace Cnn.Reference;

/// <summary>Functions of each value, and their slopes.</summary>
internal static class ActivationLoops
{
    public static double[] Forward(Activation activation, double[] x) => Array.ConvertAll(x, value => Value(activation, value));

    /// <summary>dX from dY; the rectifier's slope at zero is zero.</summary>
    public static double[] Backward(Activation activation, double[] x, double[] dY)
    {
        var dX = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double y = Value(activation, x[i]);
            dX[i] = dY[i] * activation switch
            {
                Activation.Relu => x[i] > 0 ? 1 : 0,
                Activation.Tanh => 1 - y * y,
                Activation.Sigmoid => y * (1 - y),
                _ => 1,
            };
        }
        return dX;
    }

    public static double Value(Activation activation, double x) => activation switch
    {
        Activation.Relu => Math.Max(x, 0),
        Activation.Tanh => Math.Tanh(x),
        Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
        Activation.None => x,
        _ => throw new NotSupportedException($"The interpreter does not know the activation '{activation}'."),
    };
}
