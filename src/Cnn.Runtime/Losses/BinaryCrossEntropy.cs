using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// The mean over the outputs of -t log σ(x) - (1 - t) log(1 - σ(x)), of a network that ends in a sigmoid σ: a yes or no for each output, so
/// that an instance may have several labels. PyTorch's <c>BCEWithLogitsLoss</c>, Keras' <c>BinaryCrossentropy</c>.
/// </summary>
public sealed class BinaryCrossEntropy : Loss
{
    private readonly float[]? _positive, _weights;

    /// <summary>
    /// What t log σ(x) is multiplied by, one for all outputs or one a channel; null for 1. Above 1 where positives are rare: commonly the
    /// negatives over the positives. PyTorch's <c>pos_weight</c>.
    /// </summary>
    /// <exception cref="ArgumentException">One is negative or not finite, or all are 0.</exception>
    public IReadOnlyList<float>? PositiveWeights
    {
        get => _positive is null ? null : FixedList.Of(_positive);
        init => _positive = LossSettings.Weights(value, nameof(PositiveWeights));
    }

    /// <summary>
    /// What each channel's loss is multiplied by, one a channel; null for 1. The mean still divides by the number of outputs.
    /// </summary>
    /// <exception cref="ArgumentException">One is negative or not finite, or all are 0.</exception>
    public IReadOnlyList<float>? Weights
    {
        get => _weights is null ? null : FixedList.Of(_weights);
        init => _weights = LossSettings.Weights(value, nameof(Weights));
    }

    /// <inheritdoc/>
    internal override TargetRange Range => TargetRange.Shares;

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, int Count)> SettingsOfChannels
    {
        get
        {
            if (_positive is { Length: not 1 })
                yield return (nameof(PositiveWeights), _positive.Length);
            if (_weights is not null)
                yield return (nameof(Weights), _weights.Length);
        }
    }

    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) =>
        output == OutputFunction.Sigmoid ? TargetForms.Values : TargetForms.None;

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale)
    {
        int count = pixels * channels;
        if (_positive is null && _weights is null)
            return Losses.BinaryCrossEntropy(in outputs, in targets, ref gradient, count, scale);
        double share = (double)scale / count, sum = 0;
        for (int i = 0; i < count; i++)
        {
            int channel = i % channels;
            double weight = _weights is null ? 1 : _weights[channel];
            double positive = _positive is null ? 1 : _positive[_positive.Length == 1 ? 0 : channel];
            double x = Unsafe.Add(ref Unsafe.AsRef(in outputs), i), t = Unsafe.Add(ref Unsafe.AsRef(in targets), i);
            // (1 - t) x + (1 + (positive - 1) t) log(1 + e^-x).
            double both = 1 + ((positive - 1) * t);
            sum += weight * (((1 - t) * x) + (both * Logistic.LogOnePlusExp(-x)));
            Unsafe.Add(ref gradient, i) = (float)(weight * (1 - t - (both * Logistic.Sigmoid(-x))) * share);
        }
        return (float)(sum / count);
    }

    private protected override IEnumerable<string> Settings(int most)
    {
        if (_positive is not null)
            yield return "positive weights " + LossSettings.Text(_positive, most);
        if (_weights is not null)
            yield return "weights " + LossSettings.Text(_weights, most);
    }
}
