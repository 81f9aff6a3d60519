using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>What a training step is told: class labels for a softmax, or floats shaped as the output.</summary>
/// <param name="Labels">One label an instance; null where the targets are floats.</param>
/// <param name="Values">The float targets; null where there are labels.</param>
public sealed record Target(int[]? Labels, double[]? Values)
{
    /// <summary>The mean loss of the batch, those of auxiliary classifiers added, weighted.</summary>
    public double Loss(ReferenceNetwork network, ForwardPass pass) =>
        network.Losses.Sum(loss => loss.Weight * Loss(network, pass, loss.Layer));

    private double Loss(ReferenceNetwork network, ForwardPass pass, int layer)
    {
        double[] logits = network.Logits(pass, layer);
        switch (network.Spec.Loss)
        {
            case LossSpec.SoftmaxCrossEntropy:
                int classes = logits.Length / pass.Instances;
                double sum = 0;
                for (int n = 0; n < pass.Instances; n++)
                {
                    var row = logits.AsSpan(n * classes, classes);
                    sum += SoftmaxLoops.LogSumOfExponentials(row) - row[Labels![n]];
                }
                return sum / pass.Instances;
            case LossSpec.RadialBasis:
                int outputs = logits.Length / pass.Instances;
                return Enumerable.Range(0, pass.Instances)
                    .Sum(n => RadialBasisLoops.Loss(logits.AsSpan(n * outputs, outputs), Labels![n])) / pass.Instances;
            case LossSpec.BinaryCrossEntropy:
                return logits.Zip(Values!, (z, t) => Math.Max(z, 0) - z * t + Math.Log(1 + Math.Exp(-Math.Abs(z)))).Sum() / logits.Length;
            case LossSpec.MeanSquaredError:
                return logits.Zip(Values!, (y, t) => (y - t) * (y - t)).Sum() / logits.Length;
            default:
                throw new NotSupportedException($"The interpreter does not know the loss '{network.Spec.Loss}'.");
        }
    }

    /// <summary>The gradient of the mean loss that is taken of a layer by its logits, not weighted.</summary>
    internal double[] LossGradient(ReferenceNetwork network, ForwardPass pass, int layer)
    {
        double[] logits = network.Logits(pass, layer);
        var gradient = new double[logits.Length];
        int classes = logits.Length / pass.Instances;
        double[]? probabilities = network.Spec.Loss == LossSpec.SoftmaxCrossEntropy ? SoftmaxLoops.Forward(classes, logits) : null;
        if (network.Spec.Loss == LossSpec.RadialBasis)
        {
            for (int i = 0; i < logits.Length; i++)
                gradient[i] = RadialBasisLoops.LossGradient(logits.AsSpan(i / classes * classes, classes),
                    Labels![i / classes])[i % classes] / pass.Instances;
            return gradient;
        }
        for (int i = 0; i < logits.Length; i++)
            gradient[i] = network.Spec.Loss switch
            {
                LossSpec.SoftmaxCrossEntropy => (probabilities![i] - (Labels![i / classes] == i % classes ? 1 : 0)) / pass.Instances,
                LossSpec.BinaryCrossEntropy => (ActivationLoops.Value(Activation.Sigmoid, logits[i]) - Values![i]) / logits.Length,
                _ => 2 * (logits[i] - Values![i]) / logits.Length,
            };
        return gradient;
    }
}
