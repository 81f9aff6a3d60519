using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Squared distances from codes, and LeNet-5's criterion over them.</summary>
internal sealed class RadialBasisLoops : LayerLoops<RadialBasisSpec>
{
    /// <summary>The criterion's j.</summary>
    private const double Rejection = 0.1;

    public static double[] Forward(RadialBasisSpec layer, double[] x, double[] codes, int instances)
    {
        int inputs = layer.Input.Channels, outputs = layer.Output.Channels;
        var y = new double[instances * outputs];
        for (int n = 0; n < instances; n++)
            for (int j = 0; j < outputs; j++)
                for (int i = 0; i < inputs; i++)
                    y[n * outputs + j] += Math.Pow(x[n * inputs + i] - codes[j * inputs + i], 2);
        return y;
    }

    public static double[] Backward(RadialBasisSpec layer, double[] x, double[] codes, double[] dY, int instances)
    {
        int inputs = layer.Input.Channels, outputs = layer.Output.Channels;
        var dX = new double[x.Length];
        for (int n = 0; n < instances; n++)
            for (int j = 0; j < outputs; j++)
                for (int i = 0; i < inputs; i++)
                    dX[n * inputs + i] += dY[n * outputs + j] * 2 * (x[n * inputs + i] - codes[j * inputs + i]);
        return dX;
    }

    /// <summary>LeCun et al., 1998, eq. 9, for one instance.</summary>
    public static double Loss(ReadOnlySpan<double> distances, int label) =>
        distances[label] + SoftmaxLoops.LogSumOfExponentials(Penalties(distances));

    /// <summary>The gradient of the loss by the distances.</summary>
    public static double[] LossGradient(ReadOnlySpan<double> distances, int label)
    {
        double logSum = SoftmaxLoops.LogSumOfExponentials(Penalties(distances));
        var gradient = new double[distances.Length];
        for (int i = 0; i < gradient.Length; i++) gradient[i] = (i == label ? 1 : 0) - Math.Exp(-distances[i] - logSum);
        return gradient;
    }

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, RadialBasisSpec basis) =>
        Forward(basis, run.X, run.Parameter(ParameterRole.Codes), run.Instances);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, RadialBasisSpec basis, double[] dY) =>
        [Backward(basis, run.X, run.Parameter(ParameterRole.Codes), dY, run.Instances)];

    private static double[] Penalties(ReadOnlySpan<double> distances)
    {
        var exponents = new double[distances.Length + 1];
        for (int i = 0; i < distances.Length; i++) exponents[i] = -distances[i];
        exponents[^1] = -Rejection;
        return exponents;
    }
}
