using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <remarks>Upsampling to the nearest neighbour: pixel (i, j) of the larger map is pixel (⌊i / rows⌋, ⌊j / columns⌋) of the map.</remarks>
public static partial class Tensors
{
    /// <summary>Repeats each pixel of one instance.</summary>
    /// <param name="x">The map.</param>
    /// <param name="xRowStride">From one row of it to the next.</param>
    /// <param name="xBlockStride">From 16 channels of it to the next.</param>
    /// <param name="y">The larger map.</param>
    /// <param name="yRowStride">From one row of it to the next.</param>
    /// <param name="yBlockStride">From 16 channels of it to the next.</param>
    /// <param name="blocks">Blocks of 16 channels.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="rows">How many rows each pixel becomes.</param>
    /// <param name="columns">How many columns each pixel becomes.</param>
    public static void Upsample(
        ref readonly float x, int xRowStride, int xBlockStride, ref float y, int yRowStride, int yBlockStride,
        int blocks, int height, int width, int rows, int columns)
    {
        for (int block = 0; block < blocks; block++)
        {
            for (int row = 0; row < height; row++)
            {
                ref float from = ref Unsafe.Add(ref Unsafe.AsRef(in x), (nint)block * xBlockStride + (nint)row * xRowStride);
                ref float first = ref Unsafe.Add(ref y, (nint)block * yBlockStride + (nint)row * rows * yRowStride);
                if (Vector512.IsHardwareAccelerated) RepeatColumns<Lanes512>(ref from, ref first, width, columns);
                else if (Vector256.IsHardwareAccelerated) RepeatColumns<Lanes256>(ref from, ref first, width, columns);
                else RepeatColumns<Lanes128>(ref from, ref first, width, columns);
                for (int copy = 1; copy < rows; copy++)
                    VectorMath.Copy(in first, ref Unsafe.Add(ref first, (nint)copy * yRowStride), width * columns * Block);
            }
        }
    }

    /// <summary>Sums the gradients of the pixels that each pixel of one instance became.</summary>
    /// <param name="dy">The gradient of the larger map.</param>
    /// <param name="dyRowStride">From one row of it to the next.</param>
    /// <param name="dyBlockStride">From 16 channels of it to the next.</param>
    /// <param name="dx">The gradient of the map.</param>
    /// <param name="dxRowStride">From one row of it to the next.</param>
    /// <param name="dxBlockStride">From 16 channels of it to the next.</param>
    /// <param name="blocks">Blocks of 16 channels.</param>
    /// <param name="height">Rows of the map.</param>
    /// <param name="width">Columns of the map.</param>
    /// <param name="rows">How many rows each pixel became.</param>
    /// <param name="columns">How many columns each pixel became.</param>
    public static void UpsampleBackward(
        ref readonly float dy, int dyRowStride, int dyBlockStride, ref float dx, int dxRowStride, int dxBlockStride,
        int blocks, int height, int width, int rows, int columns)
    {
        for (int block = 0; block < blocks; block++)
        {
            for (int row = 0; row < height; row++)
            {
                ref float first = ref Unsafe.Add(ref Unsafe.AsRef(in dy), (nint)block * dyBlockStride + (nint)row * rows * dyRowStride);
                ref float to = ref Unsafe.Add(ref dx, (nint)block * dxBlockStride + (nint)row * dxRowStride);
                if (Vector512.IsHardwareAccelerated) SumRepetitions<Lanes512>(ref first, dyRowStride, ref to, width, rows, columns);
                else if (Vector256.IsHardwareAccelerated) SumRepetitions<Lanes256>(ref first, dyRowStride, ref to, width, rows, columns);
                else SumRepetitions<Lanes128>(ref first, dyRowStride, ref to, width, rows, columns);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void RepeatColumns<TLanes>(ref float from, ref float to, int width, int columns)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            nuint written = lane;
            for (int column = 0; column < width; column++)
            {
                TLanes value = TLanes.Load(ref from, lane + (nuint)column * Block);
                for (int copy = 0; copy < columns; copy++, written += Block) value.Store(ref to, written);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SumRepetitions<TLanes>(ref float first, int rowStride, ref float to, int width, int rows, int columns)
        where TLanes : struct, ILanes<TLanes>
    {
        for (nuint lane = 0; lane < Block; lane += (nuint)TLanes.Count)
        {
            for (int column = 0; column < width; column++)
            {
                TLanes run = TLanes.Create(0f), total = TLanes.Create(0f);
                int terms = 0;
                for (int row = 0; row < rows; row++)
                {
                    ref float line = ref Unsafe.Add(ref first, (nint)row * rowStride + (nint)column * columns * Block);
                    for (int copy = 0; copy < columns; copy++)
                    {
                        if (terms == SummationRun.Longest)
                        {
                            SummationRun.End(ref run, ref total);
                            terms = 0;
                        }
                        run += TLanes.Load(ref line, lane + (nuint)copy * Block);
                        terms++;
                    }
                }
                (total + run).Store(ref to, lane + (nuint)column * Block);
            }
        }
    }
}
