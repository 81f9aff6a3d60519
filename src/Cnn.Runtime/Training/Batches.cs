using Cnn.Runtime;

namespace Cnn;

/// <summary>An epoch's data in batches, in an order of its own; the last one may be smaller. Its buffers are allocated once.</summary>
internal sealed class Batches
{
    private readonly TrainerData _data;
    private readonly int _batchSize;
    private readonly int _imageFloats;
    private readonly int _perImage;
    private readonly int[] _order;
    private readonly float[] _images;
    private readonly int[] _labels;
    private readonly float[] _targets;
    private ReadOnlyMemory<int> _filled;

    public Batches(TrainerData data, int batchSize)
    {
        _data = data;
        _batchSize = batchSize;
        _imageFloats = data.Shape.ElementCount;
        _perImage = data.NumbersPerImage;
        int count = DataCheck.CountOf(data.Count);
        _order = new int[count];
        _images = new float[checked(Math.Min(batchSize, count) * _imageFloats)];
        int told = checked(Math.Min(batchSize, count) * _perImage);
        _labels = data.Labeled is null ? [] : new int[told];
        _targets = data.Targeted is null ? [] : new float[told];
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
        _filled = _order.AsMemory(begin, count);
        _data.CopyBatch(
            _filled.Span, _images.AsSpan(0, count * _imageFloats), _labels.AsSpan(0, Math.Min(_labels.Length, count * _perImage)),
            _targets.AsSpan(0, Math.Min(_targets.Length, count * _perImage)), augmentation, key);
        return count;
    }

    /// <summary>The prepared images.</summary>
    public ReadOnlySpan<float> Images(int count) => _images.AsSpan(0, count * _imageFloats);

    /// <summary>A step with the prepared batch.</summary>
    public float Step<TNetwork>(TrainingSession<TNetwork> session, int count)
        where TNetwork : class, INetwork<TNetwork>
    {
        session.Images = _filled;
        return _data.Labeled is not null
            ? session.Step(Images(count), _labels.AsSpan(0, count * _perImage))
            : session.Step(Images(count), _targets.AsSpan(0, count * _perImage));
    }

    /// <summary>A part of a step with the prepared batch.</summary>
    public void Accumulate<TNetwork>(TrainingSession<TNetwork> session, int count)
        where TNetwork : class, INetwork<TNetwork>
    {
        session.Images = _filled;
        if (_data.Labeled is not null)
            session.Accumulate(Images(count), _labels.AsSpan(0, count * _perImage));
        else
            session.Accumulate(Images(count), _targets.AsSpan(0, count * _perImage));
    }

    /// <summary>The same as a step without the update.</summary>
    public float ComputeGradients<TNetwork>(TrainingSession<TNetwork> session, int count)
        where TNetwork : class, INetwork<TNetwork>
    {
        session.Images = _filled;
        return _data.Labeled is not null
            ? session.ComputeGradients(Images(count), _labels.AsSpan(0, count * _perImage))
            : session.ComputeGradients(Images(count), _targets.AsSpan(0, count * _perImage));
    }
}
