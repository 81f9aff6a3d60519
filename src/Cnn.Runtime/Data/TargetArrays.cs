using Cnn.Runtime;

namespace Cnn;

/// <summary>Inputs of floats with float targets, in memory: numbers of any kind, not pictures alone.</summary>
public sealed class TargetArrays : ITargetData
{
    private readonly float[] _inputs, _targets;

    /// <summary>Takes both as they are, without copying.</summary>
    /// <param name="inputs">[inputs, height, width, channels].</param>
    /// <param name="shape">The shape of one input, no size below 1: 1×1×n for n numbers.</param>
    /// <param name="targets">[inputs, height, width, channels] of the targets, each finite.</param>
    /// <param name="targetShape">The shape of one input's targets: 1×1×n for n numbers.</param>
    /// <exception cref="ArgumentException">The sizes disagree, or a target is not finite.</exception>
    public TargetArrays(float[] inputs, TensorShape shape, float[] targets, TensorShape targetShape)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(targets);
        if (shape.Height < 1 || shape.Width < 1 || shape.Channels < 1)
            throw new ArgumentException($"No size of an input may be below 1; found {shape}.", nameof(shape));
        Count = TargetSizes.CountOf(targets, targetShape);
        if (inputs.Length != (long)Count * shape.ElementCount)
            throw Sizes.Wrong("inputs", shape, Count, inputs.Length, nameof(inputs));
        (_inputs, _targets, Shape, TargetShape) = (inputs, targets, shape, targetShape);
    }

    /// <inheritdoc/>
    public int Count { get; }

    /// <inheritdoc/>
    public TensorShape Shape { get; }

    /// <inheritdoc/>
    public TensorShape TargetShape { get; }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">There is an augmentation, which varies byte images.</exception>
    public void CopyBatch(
        ReadOnlySpan<int> indices, Span<float> images, Span<float> targets, IAugmentation? augmentation = null, RandomKey key = default)
    {
        if (augmentation is not null)
            throw new NotSupportedException("An augmentation varies images of bytes: keep them in TargetImages, or leave it out.");
        TargetSizes.Check(indices, targets, TargetShape);
        if (images.Length != (long)indices.Length * Shape.ElementCount)
            throw Sizes.Wrong("inputs", Shape, indices.Length, images.Length, nameof(images));
        foreach (int index in indices)
            LabeledImages.CheckIndex(index, Count);
        for (int i = 0; i < indices.Length; i++)
        {
            int inputSize = Shape.ElementCount, targetSize = TargetShape.ElementCount;
            _inputs.AsSpan(indices[i] * inputSize, inputSize).CopyTo(images[(i * inputSize)..]);
            _targets.AsSpan(indices[i] * targetSize, targetSize).CopyTo(targets[(i * targetSize)..]);
        }
    }
}
