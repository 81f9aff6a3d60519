namespace Cnn;

public sealed unsafe partial class TrainingSession<TNetwork>
{
    /// <summary>
    /// While <paramref name="run"/> runs, <c>ComputeGradients</c> goes forward only: its loss is that of a whole pass, and
    /// <see cref="Gradients"/> are left over from before.
    /// </summary>
    /// <param name="forward">The steps of this session's network and optimizer.</param>
    /// <param name="run">Computes the gradients of any number of batches, on the thread that calls this.</param>
    internal void GoForward(ForwardSteps forward, Action run)
    {
        (bool[]? steps, PhaseRun[] phases) = (_job.Steps, _job.Phases);
        (_job.Steps, _job.Phases) = (
            forward.Steps, _gathering is null ? forward.Phases : _gathering.Cut(forward.Phases, forward.Steps));
        try
        {
            run();
        }
        finally
        {
            (_job.Steps, _job.Phases) = (steps, phases);
        }
    }
}
