using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes the kernels, which inference and training share.</summary>
internal static class KernelsEmitter
{
    public static IEnumerable<GeneratedSource> Emit(TypeShell shell, NetworkPlan plan, CancellationToken cancellation)
    {
        var files = new KernelFiles(shell, plan);
        var forms = new WrittenForms(plan.Forms);
        foreach (var kernel in plan.Kernels)
        {
            cancellation.ThrowIfCancellationRequested();
            KernelEmitters.Emit(files, kernel, forms);
        }
        return files.Finish();
    }
}
