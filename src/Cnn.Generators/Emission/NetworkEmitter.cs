using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Turns a network into C#: what users see, its passes, and the kernels that they share.</summary>
internal static class NetworkEmitter
{
    /// <summary>The files of a network, sorted by name.</summary>
    public static EquatableArray<GeneratedSource> Emit(TypeShell shell, NetworkSpec spec, CancellationToken cancellation) =>
        Emit(shell, spec, Target.Default, cancellation);

    /// <summary>The files of a network that is planned for a target, sorted by name.</summary>
    public static EquatableArray<GeneratedSource> Emit(
        TypeShell shell, NetworkSpec spec, Target target, CancellationToken cancellation)
    {
        var plan = Planner.Plan(spec, target, cancellation);
        var (kernels, hasInferenceForms) = KernelsEmitter.Emit(shell, plan, cancellation);
        var sources = new List<GeneratedSource>
        {
            new(shell.HintName + ".g.cs", NetworkShellEmitter.Emit(shell, plan, hasInferenceForms)),
            new(shell.HintName + ".Inference.g.cs", PassEmitter.Emit(shell, plan, plan.Inference, cancellation)),
        };
        if (plan.TrainingIfAny is { } training)
            sources.Add(new(shell.HintName + ".Training.g.cs", PassEmitter.Emit(shell, plan, training, cancellation)));
        sources.AddRange(kernels);
        return sources.OrderBy(source => source.HintName, StringComparer.Ordinal).ToEquatableArray();
    }
}
