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
                    Emit(writer, plan.Kernels[i].Name, plan.Kernels[i].Shape);
                }
            }
        }
        return writer.ToString();
    }

    private static void Emit(CodeWriter writer, string name, KernelShape shape)
    {
        switch (shape)
        {
            case ContractionPlan contraction: ContractionEmitter.Emit(writer, name, contraction); break;
            case RowConvolutionShape row: RowConvolutionEmitter.Emit(writer, name, row); break;
            case DotDataGradientShape dot: DotDataGradientEmitter.Emit(writer, name, dot); break;
            case RowWeightGradientShape row: RowWeightGradientEmitter.Emit(writer, name, row); break;
            case PoolShape { X.Layout: TensorLayout.Planar } pool: PlanarPoolEmitter.Emit(writer, name, pool); break;
            case PoolShape pool: PoolEmitter.Emit(writer, name, pool); break;
            case PoolBackwardShape { Dx.Layout: TensorLayout.Planar } pool: PlanarPoolBackwardEmitter.Emit(writer, name, pool); break;
            case PoolBackwardShape pool: PoolBackwardEmitter.Emit(writer, name, pool); break;
            case DepthPoolShape pool: DepthPoolEmitter.EmitForward(writer, name, pool); break;
            case DepthPoolBackwardShape pool: DepthPoolEmitter.EmitBackward(writer, name, pool); break;
            default: throw new InvalidOperationException($"No code is known for kernel '{name}'.");
        }
    }
}
