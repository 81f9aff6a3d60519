using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Softmax over each instance's classes. The loss is differentiated by the logits, so that its way back is nothing.</summary>
internal sealed class SoftmaxLoops : LayerLoops<SoftmaxSpec>
{
    public static double[] Forward(int classes, double[] x)
    {
        var y = new double[x.Length];
        for (int n = 0; n < x.Length; n += classes)
        {
            double logSum = LogSumOfExponentials(x.AsSpan(n, classes));
            for (int i = n; i < n + classes; i++) y[i] = Math.Exp(x[i] - logSum);
        }
        return y;
    }

    public static double LogSumOfExponentials(ReadOnlySpan<double> x)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (double value in x) largest = Math.Max(largest, value);
        foreach (double value in x) sum += Math.Exp(value - largest);
        return largest + Math.Log(sum);
    }

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, SoftmaxSpec softmax) => Forward(softmax.Output.Channels, run.X);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, SoftmaxSpec softmax, double[] dY) =>
        [dY];
}
