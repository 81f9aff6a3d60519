using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Batch norm by its definition: y = γ (x − μ) / √(σ² + ε) + β, channel by channel.</summary>
internal sealed class BatchNormLoops : LayerLoops<BatchNormSpec>
{
    /// <summary>The output by given means and variances, a number for each channel.</summary>
    public static double[] Forward(BatchNormSpec norm, double[] x, double[] gamma, double[] beta, double[] mean, double[] variance)
    {
        int channels = norm.Input.Channels;
        double[] deviation = [.. variance.Select(value => Math.Sqrt(value + norm.Epsilon))];
        var y = new double[x.Length];
        for (int pixel = 0; pixel < x.Length; pixel += channels)
            for (int c = 0; c < channels; c++) y[pixel + c] = gamma[c] * (x[pixel + c] - mean[c]) / deviation[c] + beta[c];
        return y;
    }

    /// <summary>Each channel's mean over the batch and the pixels, and its mean squared distance from it.</summary>
    public static (double[] Mean, double[] Variance) Statistics(int channels, double[] x)
    {
        double[] mean = new double[channels], variance = new double[channels];
        int count = x.Length / channels;
        for (int pixel = 0; pixel < x.Length; pixel += channels)
            for (int c = 0; c < channels; c++) mean[c] += x[pixel + c] / count;
        for (int pixel = 0; pixel < x.Length; pixel += channels)
        {
            for (int c = 0; c < channels; c++)
            {
                double distance = x[pixel + c] - mean[c];
                variance[c] += distance * distance / count;
            }
        }
        return (mean, variance);
    }

    /// <summary>
    /// The gradient of the input, through the statistics as well. With n values of a channel, x̂ = (x − μ) / s and s = √(σ² + ε), each x̂ᵢ
    /// depends on xⱼ by (δᵢⱼ − 1/n − x̂ᵢ x̂ⱼ / n) / s.
    /// </summary>
    public static double[] Backward(BatchNormSpec norm, double[] x, double[] gamma, double[] dY, double[] dGamma, double[] dBeta)
    {
        int channels = norm.Input.Channels, count = x.Length / channels;
        var (mean, variance) = Statistics(channels, x);
        double Normal(int i) => (x[i] - mean[i % channels]) / Math.Sqrt(variance[i % channels] + norm.Epsilon);
        for (int i = 0; i < x.Length; i++)
        {
            dGamma[i % channels] += dY[i] * Normal(i);
            dBeta[i % channels] += dY[i];
        }
        var dX = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % channels;
            dX[i] = gamma[c] / Math.Sqrt(variance[c] + norm.Epsilon) * (dY[i] - dBeta[c] / count - Normal(i) * dGamma[c] / count);
        }
        return dX;
    }

    /// <summary>A training step's effect on the running averages: r ← (1 − momentum) r + momentum s, with the unbiased variance.</summary>
    public static void UpdateRunning(BatchNormSpec norm, double[] x, double[] runningMean, double[] runningVariance)
    {
        int channels = norm.Input.Channels, count = x.Length / channels;
        var (mean, variance) = Statistics(channels, x);
        for (int c = 0; c < channels; c++)
        {
            runningMean[c] += norm.Momentum * (mean[c] - runningMean[c]);
            runningVariance[c] += norm.Momentum * (variance[c] * count / Math.Max(count - 1, 1) - runningVariance[c]);
        }
    }

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, BatchNormSpec norm)
    {
        var (mean, variance) = run.Pass.IsTraining
            ? Statistics(norm.Input.Channels, run.X)
            : (run.Parameter(ParameterRole.RunningMean), run.Parameter(ParameterRole.RunningVariance));
        return Forward(norm, run.X, run.Parameter(ParameterRole.Scale), run.Parameter(ParameterRole.Bias), mean, variance);
    }

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, BatchNormSpec norm, double[] dY) =>
        [Backward(norm, run.X, run.Parameter(ParameterRole.Scale), dY, run.Gradient(ParameterRole.Scale),
            run.Gradient(ParameterRole.Bias))];
}
