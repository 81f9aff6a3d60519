using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes the method of one kind of step.</summary>
internal interface IStepEmitter
{
    /// <summary>The steps that it writes: exactly this type.</summary>
    Type Step { get; }

    /// <summary>Writes the step's method.</summary>
    void Emit(StepWriter writer, StepPlan step);
}

/// <summary>
/// Writes the method of one kind of step: where its operands are, and the kernel or the function of the runtime that does the work. It
/// decides nothing.
/// </summary>
internal abstract class StepEmitter<TStep> : IStepEmitter
    where TStep : StepPlan
{
    Type IStepEmitter.Step => typeof(TStep);

    void IStepEmitter.Emit(StepWriter writer, StepPlan step) => Emit(writer, (TStep)step);

    /// <summary>Writes the step's method.</summary>
    protected abstract void Emit(StepWriter writer, TStep step);
}
