using Cnn.Runtime;

namespace Cnn;

/// <summary>An epoch's data in batches, in an order of its own; the last one may be smaller. Its buffers are allocated once.</summary>
internal sealed class Batches
{
    private readonly ILabeledData _data;
    private readonly int _batchSize;
    private readonly int _imageFloats;
    private readonly int[] _order;
    private readonly float[] _images;
    private readonly int[] _labels;

    public Batches(ILabeledData data, int batchSize)
    {
        _data = data;
        _batchSize = batchSize;
        _imageFloats = data.Shape.ElementCount;
        int count = LabeledDataCheck.CountOf(data);
        _order = new int[count];
        _images = new float[checked(Math.Min(batchSize, count) * _imageFloats)];
        _labels = new int[Math.Min(batchSize, count)];
    }

    /// <summary>How many batches an epoch has.</summary>
    public int Count => (int)(((long)_order.Length + _batchSize - 1) / _batchSize);

    /// <summary>How many images an epoch has.</summary>
    public int ImageCount => _order.Length;

    /// <summary>An order that depends on the seed and the epoch, not on the epochs before.</summary>
    public void Shuffle(ulong seed, int epoch)
    {
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        Shuffling.Shuffle(_order, seed, epoch);
    }

    /// <summary>Prepares a batch and returns how many images it has.</summary>
    public int Fill(int batch, IAugmentation? augmentation, RandomKey key)
    {
        int begin = batch * _batchSize;
        int count = Math.Min(_batchSize, _order.Length - begin);
        _data.CopyBatch(_order.AsSpan(begin, count), _images.AsSpan(0, count * _imageFloats), _labels.AsSpan(0, count), augmentation, key);
        return count;
    }

    /// <summary>The prepared images.</summary>
    public ReadOnlySpan<float> Images(int count) => _images.AsSpan(0, count * _imageFloats);

    /// <summary>Their labels.</summary>
    public ReadOnlySpan<int> Labels(int count) => _labels.AsSpan(0, count);
}
