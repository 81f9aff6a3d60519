using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Benchmarks.Layers;

/// <summary>How threads share a stretch of a pass.</summary>
internal enum StretchCut
{
    /// <summary>Each takes instances of its own.</summary>
    Instances,

    /// <summary>Each does its part of the work on all instances.</summary>
    Parts,

    /// <summary>Whoever is free takes the next unit.</summary>
    Units,

    /// <summary>The first thread does all of it.</summary>
    FirstThread,
}

/// <summary>Steps between two barriers.</summary>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Cut">How threads share them.</param>
internal sealed record PassStretch(PassStep[] Steps, StretchCut Cut)
{
    /// <summary>The stretches of a pass: its phases, or its stages where threads share each instance.</summary>
    public static PassStretch[] Of(Type network, ExecutionPlan plan, bool sharesInstances)
    {
        int count = 0;
        return sharesInstances
            ? [.. plan.Stages().Select(stage => Stretch(stage, stage[0].IsSplit ? StretchCut.Parts : StretchCut.FirstThread))]
            : [.. plan.Phases.Select(phase =>
                Stretch(phase.Steps, phase.Units > 0 ? StretchCut.Units : phase.IsShared ? StretchCut.Parts : StretchCut.Instances))];

        PassStretch Stretch(EquatableArray<StepPlan> steps, StretchCut cut) =>
            new([.. steps.Select(step => PassStep.Find(network, plan.IsTraining, step, count++))], cut);
    }
}
