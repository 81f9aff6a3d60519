namespace Cnn.Runtime.Tests;

/// <summary>An optimizer of a user's: descent, and code of its own around it.</summary>
internal sealed class UsersOptimizer(float learningRate, int states = 0) : Optimizer(learningRate)
{
    public delegate void Change(in OptimizerRange range);

    /// <summary>What is done before the update.</summary>
    public Action Before { get; set; } = () => { };

    /// <summary>What is done after it.</summary>
    public Change After { get; set; } = static (in _) => { };

    public override int StateFloatsPerParameter => states;

    public override void Update(in OptimizerRange range)
    {
        Before();
        for (int i = 0; i < range.Parameters.Length; i++)
            range.Parameters[i] -= LearningRate * range.Gradients[i];
        After(in range);
    }
}
