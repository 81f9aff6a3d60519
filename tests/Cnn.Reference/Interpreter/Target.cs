using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>What a training step is told: class labels, one an instance or a pixel, or floats shaped as the output.</summary>
/// <param name="Labels">The labels; null where the targets are floats.</param>
/// <param name="Values">The float targets; null where there are labels.</param>
public sealed record Target(int[]? Labels, double[]? Values)
{
    /// <summary>The mean loss of the batch, those of auxiliary classifiers added, weighted.</summary>
    public double Loss(ReferenceNetwork network, ForwardPass pass) =>
        network.Losses.Sum(loss => loss.Weight * Loss(network, pass, loss.Layer));

    private double Loss(ReferenceNetwork network, ForwardPass pass, int layer)
    {
        double[] logits = network.Logits(pass, layer);
        int channels = network.Spec.Output.Channels, rows = logits.Length / channels;
        if (network.Spec.Loss.Kind == LossKind.Dice) return new DiceLoops(network.Spec.Loss, Labels!, channels).Loss(logits);
        var loops = new LossLoops(network.Spec.Loss);
        double sum = 0;
        for (int i = 0; i < rows; i++) sum += loops.Loss(logits.AsSpan(i * channels, channels), Labels?[i], Row(i, channels));
        return sum / loops.Divisor(Labels, rows, channels);
    }

    /// <summary>The gradient of the mean loss that is taken of a layer by its logits, not weighted.</summary>
    internal double[] LossGradient(ReferenceNetwork network, ForwardPass pass, int layer)
    {
        double[] logits = network.Logits(pass, layer);
        int channels = network.Spec.Output.Channels, rows = logits.Length / channels;
        if (network.Spec.Loss.Kind == LossKind.Dice) return new DiceLoops(network.Spec.Loss, Labels!, channels).Gradient(logits);
        var loops = new LossLoops(network.Spec.Loss);
        double divisor = loops.Divisor(Labels, rows, channels);
        return [.. Enumerable.Range(0, rows).SelectMany(i =>
            loops.Gradient(logits.AsSpan(i * channels, channels), Labels?[i], Row(i, channels)).Select(value => value / divisor))];
    }

    private ReadOnlySpan<double> Row(int row, int channels) => Values is null ? [] : Values.AsSpan(row * channels, channels);
}
