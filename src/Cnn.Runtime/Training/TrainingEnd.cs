namespace Cnn;

/// <summary>Why a training is over.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were trained.</summary>
    Completed,

    /// <summary>It got no better for <see cref="EarlyStopping.Patience"/> evaluated epochs.</summary>
    NoLongerBetter,

    /// <summary><see cref="TrainerOptions.MaxSteps"/> were taken.</summary>
    StepLimit,

    /// <summary><see cref="TrainerOptions.MaxTime"/> went by.</summary>
    TimeLimit,
}
