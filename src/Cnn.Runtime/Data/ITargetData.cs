using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// Images with float targets, to train on or to evaluate with: numbers for a regression, 0 or 1 for each of several labels, or
/// probabilities of classes.
/// </summary>
public interface ITargetData
{
    /// <summary>How many images there are.</summary>
    int Count { get; }

    /// <summary>The shape of one image.</summary>
    TensorShape Shape { get; }

    /// <summary>The shape of one image's targets: that of the network's output.</summary>
    TensorShape TargetShape { get; }

    /// <summary>Writes chosen images and their targets. Allocates nothing; the same arguments give the same bits.</summary>
    /// <param name="indices">Which ones.</param>
    /// <param name="images">[indices, height, width, channels], written.</param>
    /// <param name="targets">[indices, height, width, channels] of the targets, written.</param>
    /// <param name="augmentation">How to vary the images, or null for as they are.</param>
    /// <param name="key">What the augmentation draws from, together with each image's index.</param>
    /// <exception cref="ArgumentException">An index is out of range, or a span has the wrong size; nothing was written.</exception>
    void CopyBatch(
        ReadOnlySpan<int> indices, Span<float> images, Span<float> targets, IAugmentation? augmentation = null, RandomKey key = default);

    /// <summary>
    /// The data as a network reads it, which training and evaluation ask for before they begin; the data itself unless it knows better.
    /// </summary>
    /// <exception cref="ArgumentException">What the pixels are cannot be what the network's input declares.</exception>
    ITargetData For(NetworkInfo network) => this;
}
