namespace Cnn;

/// <summary>
/// What a <see cref="Trainer{TNetwork}"/> tells as it goes; implement what is wanted. All is called between steps, by the thread that
/// trains, which waits. An exception ends the training; the checkpoints so far stay.
/// </summary>
public interface ITrainerCallback
{
    /// <summary>The run begins, or goes on from a checkpoint.</summary>
    /// <param name="epochs">Those that have ended.</param>
    void RunStarted(IReadOnlyList<EpochResult> epochs)
    {
    }

    /// <summary>An epoch begins, or goes on from a checkpoint.</summary>
    /// <param name="epoch">From 1.</param>
    void EpochStarted(int epoch)
    {
    }

    /// <summary>A step was taken. The optimizer's learning rate may be set, as <see cref="TrainerOptions.Progress"/> says.</summary>
    void StepCompleted(TrainingProgress progress)
    {
    }

    /// <summary>The test images were evaluated.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="evaluation">What came of it.</param>
    void Evaluated(int epoch, Evaluation evaluation)
    {
    }

    /// <summary>The test images were evaluated, and have float targets.</summary>
    /// <param name="epoch">From 1.</param>
    /// <param name="evaluation">What came of it.</param>
    void Evaluated(int epoch, TargetEvaluation evaluation)
    {
    }

    /// <summary>An epoch ended. The optimizer's learning rate may be set.</summary>
    void EpochCompleted(EpochResult result)
    {
    }

    /// <summary>A checkpoint was saved.</summary>
    /// <param name="path">The file.</param>
    void CheckpointSaved(string path)
    {
    }

    /// <summary>The run is over, and nothing went wrong.</summary>
    /// <param name="epochs">All that have ended.</param>
    /// <param name="end">Why it is over.</param>
    void RunCompleted(IReadOnlyList<EpochResult> epochs, TrainingEnd end)
    {
    }
}
