using Cnn.Runtime;

namespace Cnn;

/// <summary>Byte images of one shape with float targets, in memory.</summary>
public sealed class TargetImages : ITargetData
{
    private readonly LabeledImages _images;
    private readonly float[] _targets;

    /// <summary>Takes the pixels as they are, without copying, and copies the targets.</summary>
    /// <param name="pixels">[images, height, width, channels].</param>
    /// <param name="shape">The shape of one image, no size below 1.</param>
    /// <param name="targets">[images, height, width, channels] of the targets, each finite.</param>
    /// <param name="targetShape">The shape of one image's targets: 1×1×n for n numbers.</param>
    /// <exception cref="ArgumentException">The sizes disagree, or a target is not finite.</exception>
    public TargetImages(byte[] pixels, TensorShape shape, float[] targets, TensorShape targetShape)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(targets);
        int count = TargetSizes.CountOf(targets, targetShape);
        _targets = [.. targets];
        TargetShape = targetShape;
        _images = new LabeledImages(pixels, shape, new int[count], 1);
    }

    private TargetImages(LabeledImages images, TargetImages source) =>
        (_images, _targets, TargetShape) = (images, source._targets, source.TargetShape);

    /// <inheritdoc/>
    public int Count => _images.Count;

    /// <inheritdoc/>
    public TensorShape Shape => _images.Shape;

    /// <inheritdoc/>
    public TensorShape TargetShape { get; }

    /// <summary>
    /// A float is pixel × scale + shift. Unless it is set, 1/255; but 1 for a network whose input declares bytes (<see cref="For"/>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public float Scale { get => _images.Scale; init => _images = _images.With(value, _images.Shift); }

    /// <summary>A float is pixel × scale + shift.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public float Shift { get => _images.Shift; init => _images = _images.With(_images.SetScale, value); }

    /// <summary>The targets of one image.</summary>
    public ReadOnlySpan<float> GetTargets(int index) =>
        _targets.AsSpan(checked(index * TargetShape.ElementCount), TargetShape.ElementCount);

    /// <inheritdoc/>
    public void CopyBatch(
        ReadOnlySpan<int> indices, Span<float> images, Span<float> targets, IAugmentation? augmentation = null, RandomKey key = default)
    {
        TargetSizes.Check(indices, targets, TargetShape);
        _images.CopyImages(indices, images, augmentation, key);
        for (int i = 0; i < indices.Length; i++)
            GetTargets(indices[i]).CopyTo(targets[(i * TargetShape.ElementCount)..]);
    }

    /// <inheritdoc/>
    public ITargetData For(NetworkInfo network)
    {
        LabeledImages read = _images.Read(network);
        return ReferenceEquals(read, _images) ? this : new TargetImages(read, this);
    }
}
