using Cnn.Runtime;

namespace Cnn;

/// <summary>Byte images of one shape with a class label for each pixel of the network's output, in memory.</summary>
public sealed class SegmentedImages : ILabeledData
{
    private readonly LabeledImages _images;
    private readonly int[] _labels;

    /// <summary>Takes the pixels as they are, without copying, and copies the labels.</summary>
    /// <param name="pixels">[images, height, width, channels].</param>
    /// <param name="shape">The shape of one image, no size below 1.</param>
    /// <param name="labels">
    /// [images, height, width], each 0 to <paramref name="classCount"/> - 1, or <paramref name="ignoredLabel"/>; height and width are those
    /// of the network's output.
    /// </param>
    /// <param name="labelsPerImage">Height × width of the network's output.</param>
    /// <param name="classCount">At least 1.</param>
    /// <param name="ignoredLabel">The label of what has no class, which the loss ignores; null for none.</param>
    /// <exception cref="ArgumentException">The sizes disagree, or a label is out of range.</exception>
    public SegmentedImages(
        byte[] pixels, TensorShape shape, int[] labels, int labelsPerImage, int classCount, int? ignoredLabel = null)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(labelsPerImage, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (labels.Length % labelsPerImage != 0)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"Each image has {labelsPerImage} labels; found {labels.Length}, which are no whole number."), nameof(labels));
        }
        labels = [.. labels];
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount && labels[i] != ignoredLabel)
            {
                string or = ignoredLabel is { } ignored ? FormattableString.Invariant($", or {ignored} for what is ignored") : "";
                throw new ArgumentException(FormattableString.Invariant(
                    $"Labels must be 0 to {classCount - 1}{or}; labels[{i}], of image {i / labelsPerImage}, is {labels[i]}."),
                    nameof(labels));
            }
        }
        _images = new LabeledImages(pixels, shape, new int[labels.Length / labelsPerImage], 1);
        _labels = labels;
        LabelsPerImage = labelsPerImage;
        ClassCount = classCount;
    }

    private SegmentedImages(LabeledImages images, SegmentedImages source) =>
        (_images, _labels, LabelsPerImage, ClassCount) = (images, source._labels, source.LabelsPerImage, source.ClassCount);

    /// <inheritdoc/>
    public int Count => _images.Count;

    /// <inheritdoc/>
    public TensorShape Shape => _images.Shape;

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public int LabelsPerImage { get; }

    /// <summary>
    /// A float is pixel × scale + shift. Unless it is set, 1/255; but 1 for a network whose input declares bytes (<see cref="For"/>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public float Scale { get => _images.Scale; init => _images = _images.With(value, _images.Shift); }

    /// <summary>A float is pixel × scale + shift.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public float Shift { get => _images.Shift; init => _images = _images.With(_images.SetScale, value); }

    /// <summary>The labels of one image, [height, width].</summary>
    public ReadOnlySpan<int> GetLabels(int index) => _labels.AsSpan(checked(index * LabelsPerImage), LabelsPerImage);

    /// <inheritdoc/>
    public void CopyBatch(
        ReadOnlySpan<int> indices, Span<float> images, Span<int> labels, IAugmentation? augmentation = null, RandomKey key = default)
    {
        if (labels.Length != (long)indices.Length * LabelsPerImage)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{indices.Length} indices need {(long)indices.Length * LabelsPerImage} labels; found {labels.Length}."), nameof(labels));
        }
        _images.CopyImages(indices, images, augmentation, key);
        for (int i = 0; i < indices.Length; i++)
            GetLabels(indices[i]).CopyTo(labels[(i * LabelsPerImage)..]);
    }

    /// <inheritdoc/>
    public ILabeledData For(NetworkInfo network)
    {
        LabeledImages read = _images.Read(network);
        return ReferenceEquals(read, _images) ? this : new SegmentedImages(read, this);
    }
}
