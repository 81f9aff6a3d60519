using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Winograd
{
    /// <summary>
    /// Transforms products, [elements][maps/16][tiles][16], back to tiles of the output, <c>Aᵀ M A</c>, with all that happens to a sum
    /// before it is stored; the tiles at the border are cut.
    /// </summary>
    /// <param name="m">The products.</param>
    /// <param name="tiles">The tiles.</param>
    /// <param name="bias">The biases of the maps at hand; nothing where sums do not begin with a bias.</param>
    /// <param name="c">The output, from its first pixel.</param>
    /// <param name="map">How the output lies.</param>
    /// <param name="operand">What the epilogue reads, from its first pixel; nothing where it reads nothing.</param>
    /// <param name="operandMap">How that lies.</param>
    /// <param name="first">The first tile at hand.</param>
    /// <param name="count">Tiles at hand.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransformOutput<TForm, TStart, TEpilogue>(
        ref readonly float m, WinogradTiles tiles, ref readonly float bias, ref float c, BlockedMap map,
        ref readonly float operand, BlockedMap operandMap, int first, int count)
        where TForm : struct, IForm
        where TStart : struct, IStart
        where TEpilogue : struct, IEpilogue
    {
        ref float from = ref Unsafe.AsRef(in m), begin = ref Unsafe.AsRef(in bias), with = ref Unsafe.AsRef(in operand);
        if (Vector512.IsHardwareAccelerated)
            TransformOutput<TForm, TStart, TEpilogue, Lanes512>(ref from, tiles, ref begin, ref c, map, ref with, operandMap, first, count);
        else if (Vector256.IsHardwareAccelerated)
            TransformOutput<TForm, TStart, TEpilogue, Lanes256>(ref from, tiles, ref begin, ref c, map, ref with, operandMap, first, count);
        else
            TransformOutput<TForm, TStart, TEpilogue, Lanes128>(ref from, tiles, ref begin, ref c, map, ref with, operandMap, first, count);
    }

    // Some maps at a time, so that their biases are loaded once. Of a tile first the rows, to the stack, and then the columns of what they
    // became.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void TransformOutput<TForm, TStart, TEpilogue, TLanes>(
        ref float m, WinogradTiles tiles, ref float bias, ref float c, BlockedMap map,
        ref float operand, BlockedMap operandMap, int first, int count)
        where TForm : struct, IForm
        where TStart : struct, IStart
        where TEpilogue : struct, IEpilogue
        where TLanes : struct, ILanes<TLanes>
    {
        ref float sums = ref Aligned(stackalloc float[RowFloats]);
        int outputs = TForm.Outputs;
        nint elementStride = tiles.ElementStride, rowStride = map.RowStride, operandRowStride = operandMap.RowStride;
        TilePosition start = new(Tiles(tiles.Rows, outputs), Tiles(tiles.Columns, outputs), first);
        for (int k = 0; k < tiles.Blocks; k++)
        {
            for (nint lane = 0; lane < Block; lane += TLanes.Count)
            {
                TLanes begin = TStart.IsBias ? TLanes.Load(ref bias, (nuint)((k * Block) + lane)) : default;
                TilePosition position = start;
                ref float from = ref Unsafe.Add(ref m, ((nint)k * tiles.BlockTiles * Block) + lane);
                for (int t = 0; t < count; t++, position.MoveNext(), from = ref Unsafe.Add(ref from, Block))
                {
                    for (int i = 0; i < TForm.Tile; i++)
                    {
                        ref float products = ref Unsafe.Add(ref from, i * TForm.Tile * elementStride);
                        TForm.Output(ref products, elementStride, out TLanes s0, out TLanes s1, out TLanes s2, out TLanes s3);
                        ref float line = ref Unsafe.Add(ref sums, (nint)i * (outputs * TLanes.Count));
                        s0.Store(ref line, 0);
                        s1.Store(ref line, (nuint)TLanes.Count);
                        if (outputs <= 2) continue;
                        s2.Store(ref line, (nuint)(2 * TLanes.Count));
                        s3.Store(ref line, (nuint)(3 * TLanes.Count));
                    }
                    ref float to = ref Unsafe.Add(ref c, ((nint)k * map.BlockStride) + position.In(map, outputs) + lane);
                    nint place = ((nint)k * operandMap.BlockStride) + position.In(operandMap, outputs);
                    ref float with = ref Unsafe.Add(ref operand, place + lane);
                    int rows = tiles.Rows - (position.Row * outputs);
                    int columns = Math.Min(tiles.Columns - (position.Column * outputs), outputs);
                    for (int j = 0; j < columns; j++)
                    {
                        ref float line = ref Unsafe.Add(ref sums, (nint)j * TLanes.Count);
                        TForm.Output(ref line, outputs * TLanes.Count, out TLanes y0, out TLanes y1, out TLanes y2, out TLanes y3);
                        Store<TStart, TEpilogue, TLanes>(y0, begin, ref to, ref with, 0, 0);
                        if (rows > 1) Store<TStart, TEpilogue, TLanes>(y1, begin, ref to, ref with, rowStride, operandRowStride);
                        if (outputs > 2)
                        {
                            if (rows > 2)
                                Store<TStart, TEpilogue, TLanes>(y2, begin, ref to, ref with, 2 * rowStride, 2 * operandRowStride);
                            if (rows > 3)
                                Store<TStart, TEpilogue, TLanes>(y3, begin, ref to, ref with, 3 * rowStride, 3 * operandRowStride);
                        }
                        to = ref Unsafe.Add(ref to, Block);
                        with = ref Unsafe.Add(ref with, Block);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<TStart, TEpilogue, TLanes>(
        TLanes sum, TLanes begin, ref float to, ref float with, nint offset, nint operandOffset)
        where TStart : struct, IStart
        where TEpilogue : struct, IEpilogue
        where TLanes : struct, ILanes<TLanes>
    {
        ref float result = ref Unsafe.Add(ref to, offset);
        TEpilogue.Apply(TStart.Add(sum, begin, ref result), ref Unsafe.Add(ref with, operandOffset)).Store(ref result, 0);
    }
}
