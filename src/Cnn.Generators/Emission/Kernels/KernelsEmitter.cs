using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes the file of kernels, which inference and training share.</summary>
internal static class KernelsEmitter
{
    public static string Emit(TypeShell shell, NetworkPlan plan, CancellationToken cancellation)
    {
        string widths = string.Join(", ", plan.Widths.Select(width => Invariant.Format($"{width.Bits}")));
        var writer = GeneratedFile.Begin(
            plan,
            $"The inner kernels, each for vectors of {widths} bits; layers and passes of equal shape share one.",
            "Tensors are blocked: [channels/16][height][width][16]; weights are [maps/16][rows][columns][channels][16].");
        GeneratedFile.Aliases(writer);
        if (shell.Namespace.Length > 0) writer.Line($"namespace {shell.Namespace};");
        using (writer.Open(shell with { Namespace = "" }, ""))
        {
            writer.Line(GeneratedFile.ForGeneratedCode);
            using (writer.Block("private static class Kernels"))
            {
                var forms = new WrittenForms(plan.Forms);
                for (int i = 0; i < plan.Kernels.Count; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (i > 0) writer.Line();
                    KernelEmitters.Emit(writer, plan.Kernels[i], forms);
                }
            }
        }
        return writer.ToString();
    }
}
