namespace Cnn.Runtime.Tests;

/// <summary>Data that does something else before each batch that is asked of it.</summary>
internal sealed class Meanwhile(LabeledImages data, Action meanwhile) : ILabeledData
{
    public int Count => data.Count;

    public TensorShape Shape => data.Shape;

    public int ClassCount => data.ClassCount;

    public void CopyBatch(
        ReadOnlySpan<int> indices, Span<float> images, Span<int> labels, IAugmentation? augmentation = null, RandomKey key = default)
    {
        meanwhile();
        data.CopyBatch(indices, images, labels, augmentation, key);
    }
}
