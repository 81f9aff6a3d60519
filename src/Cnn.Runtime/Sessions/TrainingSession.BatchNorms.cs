using Cnn.Runtime;

namespace Cnn;

public sealed unsafe partial class TrainingSession<TNetwork>
{
    // Not null while batches are measured, and not trained on.
    private NormStatistics? _measured;
    private ulong _measuredBatches;

    /// <summary>
    /// While <paramref name="run"/> runs, <c>ComputeGradients</c> goes forward only, and adds the batch's statistics to others. Each batch
    /// draws dropout of its own.
    /// </summary>
    /// <param name="statistics">Those of this session's network and optimizer.</param>
    /// <param name="run">Computes the gradients of all batches, on the thread that calls this.</param>
    internal void Measure(NormStatistics statistics, Action run)
    {
        (_measured, _measuredBatches) = (statistics, 0);
        try
        {
            GoForward(statistics.Forward, run);
        }
        finally
        {
            _measured = null;
        }
    }

    private RandomKey KeyOfStep()
    {
        RandomKey seed = new(_seed);
        if (_measured is not null)
            return seed.Derive("batch norms").Derive(_measuredBatches++);
        // The first part of a step draws what the step as a whole would.
        RandomKey key = seed.Derive((ulong)StepCount);
        return _sums.Batches == 0 ? key : key.Derive((ulong)_sums.Batches);
    }
}
