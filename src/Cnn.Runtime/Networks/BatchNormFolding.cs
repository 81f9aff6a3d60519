using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>Folds batch norms into the packed parameters of a model.</summary>
internal static class BatchNormFolding
{
    private const int Lanes = ChannelBlocks.Lanes;

    /// <summary>Folds all of them, in place, and hands the parameters back.</summary>
    public static NetworkParameters Fold(NetworkParameters parameters)
    {
        foreach (BatchNormFold fold in parameters.Info.Folds)
            Fold(parameters, fold);
        return parameters;
    }

    private static void Fold(NetworkParameters parameters, BatchNormFold fold)
    {
        Span<float> gamma = Packed(fold.Gamma), beta = Packed(fold.Beta), mean = Packed(fold.Mean), variance = Packed(fold.Variance);
        Span<float> bias = fold.Bias < 0 ? [] : Packed(fold.Bias);
        for (int map = 0; map < gamma.Length; map++)
        {
            double factor = gamma[map] / Math.Sqrt(variance[map] + (double)fold.Epsilon);
            double before = bias.IsEmpty ? 0 : bias[map];
            beta[map] = (float)(beta[map] + ((before - mean[map]) * factor));
            gamma[map] = (float)factor;
        }
        if (fold.Weight >= 0)
            Scale(Packed(fold.Weight), parameters.Info.Parameters[fold.Weight], gamma);

        Span<float> Packed(int position)
        {
            ParameterInfo info = parameters.Info.Parameters[position];
            return parameters.Arena.Span.Slice(info.Offset, info.PackedLength);
        }
    }

    // Weights are packed in blocks of 16 maps, the maps innermost. Optimised at once: it runs once, for millions of weights.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(Span<float> weights, ParameterInfo info, ReadOnlySpan<float> factors)
    {
        for (int first = 0; first < factors.Length; first += Lanes)
        {
            KernelLayout.Block block = info.Layout.MapBlock(first / Lanes);
            ReadOnlySpan<Vector<float>> scales = MemoryMarshal.Cast<float, Vector<float>>(factors.Slice(first, Lanes));
            Span<Vector<float>> scaled = MemoryMarshal.Cast<float,
            Vector<float>>(weights[block.Offset..block.End(info.Rows * info.Columns)]);
            for (int i = 0; i < scaled.Length; i++)
                scaled[i] *= scales[i % scales.Length];
        }
    }
}
