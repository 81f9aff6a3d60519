using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes the kernels, which inference and training share.</summary>
internal static class KernelsEmitter
{
    /// <summary>The files, and whether inference has kernels that are written for each width.</summary>
    public static (IEnumerable<GeneratedSource> Sources, bool HasInferenceForms) Emit(
        TypeShell shell, NetworkPlan plan, CancellationToken cancellation)
    {
        var files = new KernelFiles(shell, plan);
        var forms = new WrittenForms(plan.Forms);
        foreach (var kernel in plan.Kernels)
        {
            cancellation.ThrowIfCancellationRequested();
            files.TrainsOnly = kernel.TrainsOnly;
            KernelEmitters.Emit(files, kernel, forms);
        }
        return (files.Finish(), files.HasInferenceForms);
    }
}
