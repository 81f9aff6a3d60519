using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Turns a network into C#: what users see, the two passes, and the kernels that both share.</summary>
internal static class NetworkEmitter
{
    /// <summary>The files of a network, sorted by name.</summary>
    public static EquatableArray<GeneratedSource> Emit(TypeShell shell, NetworkSpec spec, CancellationToken cancellation)
    {
        var plan = Planner.Plan(spec, cancellation);
        return new(
            new GeneratedSource(shell.HintName + ".Inference.g.cs", PassEmitter.Emit(shell, plan, plan.Inference, cancellation)),
            new GeneratedSource(shell.HintName + ".Kernels.g.cs", KernelsEmitter.Emit(shell, plan, cancellation)),
            new GeneratedSource(shell.HintName + ".Training.g.cs", PassEmitter.Emit(shell, plan, plan.Training, cancellation)),
            new GeneratedSource(shell.HintName + ".g.cs", NetworkShellEmitter.Emit(shell, plan)));
    }
}
