using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes the file of kernels, which inference and training share.</summary>
internal static class KernelsEmitter
{
    public static string Emit(TypeShell shell, NetworkPlan plan, CancellationToken cancellation)
    {
        var writer = GeneratedFile.Begin(
            plan,
            "The inner kernels, each for 512, 256 and 128-bit vectors; layers and passes of equal shape share one.",
            "Tensors are blocked: [channels/16][height][width][16]; weights are [maps/16][rows][columns][channels][16].");
        GeneratedFile.Aliases(writer);
        using (writer.Open(shell, ""))
        {
            writer.Line(GeneratedFile.ForGeneratedCode);
            using (writer.Block("private static class Kernels"))
            {
                for (int i = 0; i < plan.Kernels.Count; i++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (i > 0) writer.Line();
                    KernelEmitters.Emit(writer, plan.Kernels[i]);
                }
            }
        }
        return writer.ToString();
    }
}
