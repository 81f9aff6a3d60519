using Cnn.Runtime;

namespace Cnn;

/// <summary>A step's update by the gradients of several batches: their mean, then what follows the gradients in every step.</summary>
internal sealed class AccumulatedUpdate(GradientSums sums, ParameterUpdate update, StepGate gradientGate) : TeamJob
{
    /// <summary>Steps before this one.</summary>
    public long Step { get; set; }

    /// <inheritdoc/>
    public override int PhaseCount => 1 + update.PhaseCount;

    /// <inheritdoc/>
    public override int PartsOf(int phase, int threads) => update.Parts(threads);

    /// <inheritdoc/>
    public override void RunPart(int phase, int part, int parts, int worker)
    {
        if (phase == 0)
        {
            sums.WriteMean(part, parts);
            return;
        }
        // The gradients are there, and the update, which may be the caller's, reads them as well.
        if (phase == update.PhaseCount)
            gradientGate.EndStep();
        update.Run(phase - 1, Step, part, parts);
    }
}
