using System.Reflection;
using Cnn.Dsl;

namespace Cnn.Benchmarks.Layers;

/// <summary>A step of a pass and its method in the generated class, which is private there and called after the step.</summary>
/// <param name="Plan">The step.</param>
/// <param name="Index">Its number in the pass.</param>
/// <param name="Method">The method's address.</param>
internal sealed record PassStep(StepPlan Plan, int Index, nint Method)
{
    /// <summary>The steps of a plan, phase by phase.</summary>
    /// <exception cref="MissingMethodException">The class has no such step: it was generated from another plan.</exception>
    public static PassStep[][] Phases(Type network, ExecutionPlan plan)
    {
        Type? steps = network.GetNestedType(plan.IsTraining ? "TrainingSteps" : "InferenceSteps", BindingFlags.NonPublic);
        int count = 0;
        return [.. plan.Phases.Select(phase => phase.Steps.Select(step => new PassStep(step, count++, Find(steps, network, step))).ToArray())];
    }

    private static nint Find(Type? steps, Type network, StepPlan step) =>
        steps?.GetMethod(step.Name, BindingFlags.Static | BindingFlags.NonPublic)?.MethodHandle.GetFunctionPointer()
        ?? throw new MissingMethodException(network.Name, step.Name);
}
