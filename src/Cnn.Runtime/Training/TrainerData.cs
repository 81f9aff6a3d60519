using Cnn.Runtime;

namespace Cnn;

/// <summary>What a trainer learns or evaluates, as the network reads it: images with labels or with float targets.</summary>
internal sealed class TrainerData
{
    private TrainerData(ILabeledData? labeled, ITargetData? targeted) => (Labeled, Targeted) = (labeled, targeted);

    /// <summary>Null where there are float targets.</summary>
    public ILabeledData? Labeled { get; }

    /// <summary>Null where there are labels.</summary>
    public ITargetData? Targeted { get; }

    /// <summary>How many images there are now.</summary>
    public int Count => Labeled?.Count ?? Targeted!.Count;

    /// <summary>The shape of one image.</summary>
    public TensorShape Shape => Labeled?.Shape ?? Targeted!.Shape;

    /// <summary>How many labels or targets an image has.</summary>
    public int NumbersPerImage => Labeled?.LabelsPerImage ?? Targeted!.TargetShape.ElementCount;

    /// <summary>Writes chosen images, and their labels or their targets; the span of the others is not looked at.</summary>
    /// <param name="indices">Which ones.</param>
    /// <param name="images">[indices, height, width, channels], written.</param>
    /// <param name="labels">[indices × numbers of an image], written where there are labels.</param>
    /// <param name="targets">[indices × numbers of an image], written where there are targets.</param>
    /// <param name="augmentation">How to vary the images, or null for as they are.</param>
    /// <param name="key">What the augmentation draws from.</param>
    public void CopyBatch(
        ReadOnlySpan<int> indices, Span<float> images, Span<int> labels, Span<float> targets, IAugmentation? augmentation = null,
        RandomKey key = default)
    {
        if (Labeled is not null)
            Labeled.CopyBatch(indices, images, labels, augmentation, key);
        else
            Targeted!.CopyBatch(indices, images, targets, augmentation, key);
    }

    /// <inheritdoc cref="DataCheck.Read(NetworkInfo, Loss, ILabeledData)"/>
    public static TrainerData Of(NetworkInfo network, Loss loss, ILabeledData data) => new(DataCheck.Read(network, loss, data), null);

    /// <inheritdoc cref="DataCheck.Read(NetworkInfo, Loss, ITargetData)"/>
    public static TrainerData Of(NetworkInfo network, Loss loss, ITargetData data) => new(null, DataCheck.Read(network, loss, data));
}
