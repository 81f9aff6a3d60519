using Cnn.Runtime;

namespace Cnn;

/// <summary>Images with class labels, to train on or to evaluate with.</summary>
public interface ILabeledData
{
    /// <summary>How many images there are.</summary>
    int Count { get; }

    /// <summary>The shape of one image.</summary>
    TensorShape Shape { get; }

    /// <summary>Labels are 0 to this minus 1.</summary>
    int ClassCount { get; }

    /// <summary>How many labels an image has: one, or one for each pixel of the output of a network that ends in a map.</summary>
    int LabelsPerImage => 1;

    /// <summary>Writes chosen images and their labels. Allocates nothing; the same arguments give the same bits.</summary>
    /// <param name="indices">Which ones.</param>
    /// <param name="images">[indices, height, width, channels], written.</param>
    /// <param name="labels">[indices × <see cref="LabelsPerImage"/>], written.</param>
    /// <param name="augmentation">How to vary the images, or null for as they are.</param>
    /// <param name="key">What the augmentation draws from, together with each image's index.</param>
    /// <exception cref="ArgumentException">An index is out of range, or a span has the wrong size; nothing was written.</exception>
    void CopyBatch(
        ReadOnlySpan<int> indices, Span<float> images, Span<int> labels, IAugmentation? augmentation = null, RandomKey key = default);

    /// <summary>
    /// The data as a network reads it, which training and evaluation ask for before they begin; the data itself unless it knows better.
    /// </summary>
    /// <exception cref="ArgumentException">What the pixels are cannot be what the network's input declares.</exception>
    ILabeledData For(NetworkInfo network) => this;
}
