using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>y[j] = Σ (x[i] - code[j][i])², the radial basis functions of LeNet-5 (LeCun et al., 1998), of a vector in blocks.</summary>
    /// <param name="x">The vector.</param>
    /// <param name="xBlockStride">Floats from 16 elements of the vector to the next 16.</param>
    /// <param name="codes">[outputs/16][inputs][16].</param>
    /// <param name="y">[outputs/16][16], written; what the lanes past the last output become is of no use.</param>
    /// <param name="yBlockStride">Floats from 16 outputs to the next 16.</param>
    /// <param name="inputs">Elements of the vector.</param>
    /// <param name="outputs">Codes.</param>
    public static void SquaredDistances(
        ref readonly float x, int xBlockStride, ref readonly float codes, ref float y, int yBlockStride, int inputs, int outputs)
    {
        if (Vector512.IsHardwareAccelerated)
            SquaredDistances<Lanes512>(in x, xBlockStride, in codes, ref y, yBlockStride, inputs, outputs);
        else if (Vector256.IsHardwareAccelerated)
            SquaredDistances<Lanes256>(in x, xBlockStride, in codes, ref y, yBlockStride, inputs, outputs);
        else
            SquaredDistances<Lanes128>(in x, xBlockStride, in codes, ref y, yBlockStride, inputs, outputs);
    }

    /// <summary>dx[i] = Σ 2 dy[j] (x[i] - code[j][i]).</summary>
    /// <param name="x">The vector.</param>
    /// <param name="xBlockStride">Floats from 16 elements of the vector to the next 16.</param>
    /// <param name="codes">[outputs/16][inputs][16].</param>
    /// <param name="dy">The gradient of the distances, zero in the lanes past the last one.</param>
    /// <param name="dyBlockStride">Floats from 16 of it to the next 16.</param>
    /// <param name="dx">The gradient of the vector, written; zero in the lanes past the last element.</param>
    /// <param name="dxBlockStride">Floats from 16 of it to the next 16.</param>
    /// <param name="inputs">Elements of the vector.</param>
    /// <param name="outputs">Codes.</param>
    public static void SquaredDistancesBackward(
        ref readonly float x, int xBlockStride, ref readonly float codes, ref readonly float dy, int dyBlockStride, ref float dx,
        int dxBlockStride, int inputs, int outputs)
    {
        if (Vector512.IsHardwareAccelerated)
            SquaredDistancesBackward<Lanes512>(in x, xBlockStride, in codes, in dy, dyBlockStride, ref dx, dxBlockStride, inputs, outputs);
        else if (Vector256.IsHardwareAccelerated)
            SquaredDistancesBackward<Lanes256>(in x, xBlockStride, in codes, in dy, dyBlockStride, ref dx, dxBlockStride, inputs, outputs);
        else
            SquaredDistancesBackward<Lanes128>(in x, xBlockStride, in codes, in dy, dyBlockStride, ref dx, dxBlockStride, inputs, outputs);
        ClearLanes(ref dx, dxBlockStride, 1, inputs);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SquaredDistances<TLanes>(
        ref readonly float x, int xBlockStride, ref readonly float codes, ref float y, int yBlockStride, int inputs, int outputs)
        where TLanes : struct, ILanes<TLanes>
    {
        for (int first = 0; first < outputs; first += Block)
        {
            ref readonly float block = ref Row(in codes, first / Block, inputs * Block);
            for (int lane = 0; lane < Block; lane += TLanes.Count)
            {
                TLanes sum = TLanes.Create(0f), total = TLanes.Create(0f);
                for (int i = 0; i < inputs; i++)
                {
                    if (i % SummationRun.Longest == SummationRun.Longest - 1) SummationRun.End(ref sum, ref total);
                    TLanes difference = TLanes.Create(Element(in x, xBlockStride, i)) - TLanes.Load(
                        in block, ((nuint)i * Block) + (nuint)lane);
                    sum = TLanes.MultiplyAdd(difference, difference, sum);
                }
                (total + sum).Store(ref y, (nuint)((nint)(first / Block) * yBlockStride + lane));
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SquaredDistancesBackward<TLanes>(
        ref readonly float x, int xBlockStride, ref readonly float codes, ref readonly float dy, int dyBlockStride, ref float dx,
        int dxBlockStride, int inputs, int outputs)
        where TLanes : struct, ILanes<TLanes>
    {
        Span<float> sums = stackalloc float[Block];
        ref float stored = ref sums[0];
        for (int i = 0; i < inputs; i++)
        {
            TLanes value = TLanes.Create(Element(in x, xBlockStride, i));
            for (int lane = 0; lane < Block; lane += TLanes.Count)
            {
                TLanes sum = TLanes.Create(0f), total = TLanes.Create(0f);
                for (int block = 0; block * Block < outputs; block++)
                {
                    if (block % SummationRun.Longest == SummationRun.Longest - 1) SummationRun.End(ref sum, ref total);
                    TLanes difference = value - TLanes.Load(in Row(in codes, block, inputs * Block), ((nuint)i * Block) + (nuint)lane);
                    sum = TLanes.MultiplyAdd(TLanes.Load(in dy, (nuint)((nint)block * dyBlockStride + lane)), difference, sum);
                }
                (total + sum).Store(ref stored, (nuint)lane);
            }
            Unsafe.Add(ref dx, (nint)(i / Block) * dxBlockStride + i % Block) = (float)(2 * Sums.Sum(sums));
        }
    }

    // An element of a vector in blocks.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Element(ref readonly float vector, int blockStride, int index) =>
        Unsafe.Add(ref Unsafe.AsRef(in vector), (nint)(index / Block) * blockStride + index % Block);
}
