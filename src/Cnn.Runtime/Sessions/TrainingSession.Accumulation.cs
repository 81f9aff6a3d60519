using System.Runtime.CompilerServices;

namespace Cnn;

public sealed unsafe partial class TrainingSession<TNetwork>
{
    /// <summary>Batches whose gradients were added up since the last step.</summary>
    public int AccumulatedBatches => _sums.Batches;

    /// <summary>
    /// Forward and backward for a part of a step's images, whose gradients are added to those of the parts before;
    /// <see cref="ApplyGradients"/> then updates the parameters by the mean over all images of all parts (with the weights that the loss
    /// gives their labels). Batch norms take the statistics
    /// of each part and move their running ones with each.
    /// </summary>
    /// <param name="images">
    /// [instances, height, width, channels], <see cref="SmallestBatch"/> to <see cref="BatchSize"/> instances; parts may have
    /// different numbers.
    /// </param>
    /// <param name="labels">[instances], each 0 to classes - 1.</param>
    /// <returns>The mean loss of this part, whether or not it is finite.</returns>
    /// <exception cref="ArgumentException">A size or a label is wrong; nothing was changed.</exception>
    /// <exception cref="InvalidOperationException">The network's loss is not over labels, or another call is running.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public float Accumulate(ReadOnlySpan<float> images, ReadOnlySpan<int> labels) =>
        Run(images, labels, updates: false, accumulates: true);

    /// <summary>The same with float targets, [instances, outputs], for a network whose loss is over those.</summary>
    /// <inheritdoc cref="Accumulate(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    public float Accumulate(ReadOnlySpan<float> images, ReadOnlySpan<float> targets) =>
        Run(images, targets, updates: false, accumulates: true);

    /// <summary>The same with images of bytes, 0 to 255, where the network's input declares them.</summary>
    /// <inheritdoc cref="Accumulate(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    [OverloadResolutionPriority(-1)]
    public float Accumulate(ReadOnlySpan<byte> images, ReadOnlySpan<int> labels) =>
        Run(images, labels, updates: false, accumulates: true);

    /// <summary>The same with images of bytes and float targets.</summary>
    /// <inheritdoc cref="Accumulate(ReadOnlySpan{float}, ReadOnlySpan{int})"/>
    [OverloadResolutionPriority(-1)]
    public float Accumulate(ReadOnlySpan<byte> images, ReadOnlySpan<float> targets) =>
        Run(images, targets, updates: false, accumulates: true);

    /// <summary>
    /// Updates the parameters by the mean of the gradients that were added up, each image counted once, and counts as one step.
    /// </summary>
    /// <returns>The mean loss of all images.</returns>
    /// <exception cref="InvalidOperationException">
    /// Nothing was added up since the last step, or another call is running.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    public float ApplyGradients()
    {
        _guard.Enter(this);
        try
        {
            if (_sums.Batches == 0)
                throw new InvalidOperationException("No gradients were accumulated since the last step: call Accumulate first.");
            _accumulatedUpdate.Step = StepCount;
            // A read, an addition and a few operations for each parameter; a thread's worth of work is counted in multiply-adds.
            int threads = ThreadCount.For(_threads, 8L * _gradients.Length);
            try
            {
                _gradientGate.BeginStep();
                _parameters.Gate.BeginStep();
                Keep(changes: _search is not null);
                _team.Run(_accumulatedUpdate, threads);
                if (_search is not null)
                    LookAtUpdate();
            }
            finally
            {
                _gradientGate.EndStep();
                _parameters.Gate.EndStep();
            }
            CountStep();
            double mean = _sums.MeanLoss;
            LossDivisor = _sums.Divisor;
            _sums.Clear();
            return (float)mean;
        }
        finally
        {
            _guard.Exit();
        }
    }

    /// <summary>
    /// Drops the gradients that were added up since the last step; what batch norms' running statistics took from their batches stays.
    /// </summary>
    /// <exception cref="ObjectDisposedException">The session was disposed, or its network ended it.</exception>
    /// <exception cref="InvalidOperationException">Another call is running.</exception>
    public void DiscardGradients()
    {
        _guard.Enter(this);
        _sums.Clear();
        _guard.Exit();
    }

    private void ThrowIfAccumulating(string refused)
    {
        if (_sums.Batches > 0)
        {
            throw new InvalidOperationException(FormattableString.Invariant(
                $"The gradients of {_sums.Batches} batches were accumulated and not applied, so that {refused}: call ApplyGradients, ")
                + "or DiscardGradients to drop them.");
        }
    }
}
