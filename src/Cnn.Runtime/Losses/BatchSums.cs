namespace Cnn;

/// <summary>
/// The sums that a loss takes over the outputs of a whole batch before it knows any instance's gradient: each instance's own, which any
/// thread may write, and what is concluded from all of them. Allocated once.
/// </summary>
internal sealed class BatchSums
{
    private readonly Loss _loss;
    private readonly int _channels;
    private readonly double[] _ofInstances;
    private readonly double[] _ofBatch;

    /// <param name="loss">A loss that gathers.</param>
    /// <param name="channels">Of the network's output.</param>
    /// <param name="batch">The most instances.</param>
    public BatchSums(Loss loss, int channels, int batch)
    {
        (_loss, _channels) = (loss, channels);
        _ofBatch = new double[loss.SumsOf(channels)];
        _ofInstances = new double[checked(batch * _ofBatch.Length)];
    }

    /// <summary>The loss of the batch, after <see cref="Conclude"/>.</summary>
    public double Loss { get; private set; }

    /// <summary>What the gradients are computed from, after <see cref="Conclude"/>.</summary>
    public ReadOnlySpan<double> Slopes => _ofBatch;

    /// <summary>An instance's sums, to be written.</summary>
    public Span<double> OfInstance(int instance) => _ofInstances.AsSpan(instance * _ofBatch.Length, _ofBatch.Length);

    /// <summary>
    /// Takes all sums together, in the order of the instances, so that no number of threads changes a bit. One thread does, between the
    /// instances' sums and the first gradient.
    /// </summary>
    public void Conclude(int instances)
    {
        Array.Clear(_ofBatch);
        for (int n = 0; n < instances; n++)
        {
            ReadOnlySpan<double> own = OfInstance(n);
            for (int i = 0; i < own.Length; i++)
                _ofBatch[i] += own[i];
        }
        Loss = _loss.Conclude(_ofBatch, instances, _channels);
    }
}
