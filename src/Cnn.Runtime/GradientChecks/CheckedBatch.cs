using Cnn.Runtime;

namespace Cnn;

/// <summary>What a network is checked with: images, and labels or targets for them.</summary>
/// <param name="Images">[instances, height, width, channels].</param>
/// <param name="Labels">[instances], or one a pixel of the output; null where the targets are floats.</param>
/// <param name="Targets">[instances, outputs]; null where there are labels.</param>
internal sealed record CheckedBatch(float[] Images, int[]? Labels, float[]? Targets)
{
    private const int Usual = 4;

    /// <summary>
    /// Draws them: images with the mean and the deviation that the network declares, or bytes; labels, or targets in the loss's range.
    /// </summary>
    /// <param name="info">The network.</param>
    /// <param name="loss">What it is trained by.</param>
    /// <param name="batch">How many images; null for the usual number.</param>
    /// <param name="seed">Where they are drawn from.</param>
    /// <exception cref="ArgumentException">A step does not take so many.</exception>
    public static CheckedBatch Draw(NetworkInfo info, Loss loss, int? batch, ulong seed)
    {
        int most = info.Training.BatchSize, count = batch ?? Math.Clamp(Usual, info.SmallestBatch, Math.Max(info.SmallestBatch, most));
        if (count < info.SmallestBatch || count > most)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"A step of {info.Name} takes {info.SmallestBatch} to {most} instances; Batch is {count}."), "options");
        }
        RandomKey key = new RandomKey(seed).Derive("gradient check");
        float[] images = DrawImages(info, count, key.Derive("images"));
        RandomKey target = key.Derive("targets");
        return (loss.FormsFor(info.OutputFunction) & TargetForms.Labels) != 0
            ? new(images, DrawLabels(info, count, target), null)
            : new(images, null, DrawTargets(info, loss, count, target));
    }

    private static float[] DrawImages(NetworkInfo info, int count, RandomKey key)
    {
        float[] images = new float[count * info.Input.ElementCount];
        for (int i = 0; i < images.Length; i++)
        {
            int channel = i % info.Input.Channels;
            images[i] = info.Mean.Count == 0 && info.TakesBytes
                ? key.Below(256, (ulong)i)
                : (float)(Of(info.Mean, channel, 0) + (Of(info.Deviation, channel, 1) * key.Normal((ulong)i)));
        }
        return images;
    }

    private static float Of(IReadOnlyList<float> numbers, int channel, float otherwise) =>
        numbers.Count == 0 ? otherwise : numbers[numbers.Count == 1 ? 0 : channel];

    private static int[] DrawLabels(NetworkInfo info, int count, RandomKey key)
    {
        int[] labels = new int[count * info.Output.Height * info.Output.Width];
        for (int i = 0; i < labels.Length; i++)
            labels[i] = key.Below(info.Output.Channels, (ulong)i);
        return labels;
    }

    private static float[] DrawTargets(NetworkInfo info, Loss loss, int count, RandomKey key)
    {
        float[] targets = new float[count * info.Output.ElementCount];
        for (int i = 0; i < targets.Length; i++)
            targets[i] = (float)(loss.Range == TargetRange.Finite ? key.Normal((ulong)i) : key.Uniform((ulong)i));
        if (loss.Range != TargetRange.Distributions)
            return targets;
        for (int begin = 0; begin < targets.Length; begin += info.Output.Channels)
        {
            Span<float> row = targets.AsSpan(begin, info.Output.Channels);
            double sum = 0;
            foreach (ref float target in row)
            {
                target += 0.1f;
                sum += target;
            }
            foreach (ref float target in row)
                target = (float)(target / sum);
        }
        return targets;
    }
}
