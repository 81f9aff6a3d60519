using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Winograd
{
    /// <summary>Transforms tiles of the input, <c>Bᵀ d B</c>, to [elements][channels/16][tiles][16].</summary>
    /// <param name="x">The input, from the first tile's first pixel.</param>
    /// <param name="map">How the input lies.</param>
    /// <param name="v">The transformed tiles.</param>
    /// <param name="tiles">The tiles.</param>
    /// <param name="first">The first tile at hand.</param>
    /// <param name="count">Tiles at hand.</param>
    /// <param name="isFar">Whether the input is no longer in the caches, so that it had better be fetched in advance.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransformInput<TForm>(
        ref readonly float x, BlockedMap map, ref float v, WinogradTiles tiles, int first, int count, bool isFar)
        where TForm : struct, IForm =>
        Transform<InputLine<TForm>>(ref Unsafe.AsRef(in x), map, ref v, tiles, first, count, isFar);

    /// <summary>
    /// Transforms tiles of the gradient of the output, <c>A dy Aᵀ</c>, to [elements][maps/16][tiles][16]; zeros around the gradient fill
    /// up the tiles at the border.
    /// </summary>
    /// <param name="dy">The gradient, from its first pixel; gradients are always read from far.</param>
    /// <param name="map">How the gradient lies.</param>
    /// <param name="z">The transformed tiles.</param>
    /// <param name="tiles">The tiles.</param>
    /// <param name="first">The first tile at hand.</param>
    /// <param name="count">Tiles at hand.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TransformOutputGradient<TForm>(
        ref readonly float dy, BlockedMap map, ref float z, WinogradTiles tiles, int first, int count)
        where TForm : struct, IForm =>
        Transform<GradientLine<TForm>>(ref Unsafe.AsRef(in dy), map, ref z, tiles, first, count, isFar: true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Transform<TLine>(
        ref float from, BlockedMap map, ref float to, WinogradTiles tiles, int first, int count, bool isFar)
        where TLine : struct, ITileLine
    {
        if (Vector512.IsHardwareAccelerated) Transform<TLine, Lanes512>(ref from, map, ref to, tiles, first, count, isFar);
        else if (Vector256.IsHardwareAccelerated) Transform<TLine, Lanes256>(ref from, map, ref to, tiles, first, count, isFar);
        else Transform<TLine, Lanes128>(ref from, map, ref to, tiles, first, count, isFar);
    }

    // A tile is transformed for some channels at a time: first its rows, to the stack, and then the columns of what they became. Written
    // out as one expression, a tile would have more variables than the JIT inlines into, and more than there are registers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Transform<TLine, TLanes>(
        ref float x, BlockedMap map, ref float v, WinogradTiles tiles, int first, int count, bool isFar)
        where TLine : struct, ITileLine
        where TLanes : struct, ILanes<TLanes>
    {
        ref float rows = ref Aligned(stackalloc float[RowFloats]);
        int tile = TLine.Tile, outputs = TLine.Outputs;
        nint rowStride = map.RowStride, elementStride = tiles.ElementStride, placesStride = (nint)tiles.BlockTiles * Block;
        TilePosition position = new(Tiles(tiles.Rows, outputs), Tiles(tiles.Columns, outputs), first);
        for (int t = 0; t < count; t++, position.MoveNext())
        {
            ref float from = ref Unsafe.Add(ref x, position.In(map, outputs));
            ref float to = ref Unsafe.Add(ref v, (nint)t * Block);
            for (int block = 0; block < tiles.Blocks; block++)
            {
                if (isFar) FetchBelow<TLine>(ref from, rowStride);
                for (nint lane = 0; lane < Block; lane += TLanes.Count)
                {
                    for (int i = 0; i < TLine.Reads; i++)
                    {
                        ref float pixels = ref Unsafe.Add(ref from, (i * rowStride) + lane);
                        TLine.Transform<TLanes>(ref pixels, Block, ref Unsafe.Add(ref rows, (nint)i * (tile * TLanes.Count)), TLanes.Count);
                    }
                    for (int j = 0; j < tile; j++)
                    {
                        ref float column = ref Unsafe.Add(ref rows, (nint)j * TLanes.Count);
                        ref float elements = ref Unsafe.Add(ref to, (j * elementStride) + lane);
                        TLine.Transform<TLanes>(ref column, tile * TLanes.Count, ref elements, tile * elementStride);
                    }
                }
                from = ref Unsafe.Add(ref from, map.BlockStride);
                to = ref Unsafe.Add(ref to, placesStride);
            }
        }
    }

    // Has the processor fetch what the tile below reads and this one does not: rows are too short for it to see by itself that one follows
    // another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FetchBelow<TLine>(ref float from, nint rowStride)
        where TLine : struct, ITileLine
    {
        for (int i = 0; i < TLine.Outputs; i++)
        {
            ref float row = ref Unsafe.Add(ref from, (TLine.Reads + i) * rowStride);
            for (int j = 0; j < TLine.Outputs; j++) Tensors.Fetch(ref Unsafe.Add(ref row, j * Block));
        }
    }

    private static int Tiles(int pixels, int outputs) => (pixels + outputs - 1) / outputs;

    // The first whole cache line: vectors across two lines would take twice as long.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe ref float Aligned(Span<float> stack)
    {
        ref float first = ref MemoryMarshal.GetReference(stack);
        nint beyond = (nint)Unsafe.AsPointer(ref first) & (LineBytes - 1);
        return ref Unsafe.AddByteOffset(ref first, (LineBytes - beyond) & (LineBytes - 1));
    }

    /// <summary>A transform to what is multiplied.</summary>
    private interface ITileLine
    {
        /// <summary>Rows and columns of a tile of outputs.</summary>
        static abstract int Outputs { get; }

        /// <summary>Rows and columns that a tile reads.</summary>
        static abstract int Reads { get; }

        /// <summary>Rows and columns that a tile becomes.</summary>
        static abstract int Tile { get; }

        static abstract void Transform<TLanes>(ref float from, nint fromStride, ref float to, nint toStride)
            where TLanes : struct, ILanes<TLanes>;
    }

    private readonly struct InputLine<TForm> : ITileLine
        where TForm : struct, IForm
    {
        public static int Outputs => TForm.Outputs;

        public static int Reads => TForm.Tile;

        public static int Tile => TForm.Tile;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Transform<TLanes>(ref float from, nint fromStride, ref float to, nint toStride)
            where TLanes : struct, ILanes<TLanes> => TForm.Input<TLanes>(ref from, fromStride, ref to, toStride);
    }

    private readonly struct GradientLine<TForm> : ITileLine
        where TForm : struct, IForm
    {
        public static int Outputs => TForm.Outputs;

        public static int Reads => TForm.Outputs;

        public static int Tile => TForm.Tile;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Transform<TLanes>(ref float from, nint fromStride, ref float to, nint toStride)
            where TLanes : struct, ILanes<TLanes> => TForm.Gradient<TLanes>(ref from, fromStride, ref to, toStride);
    }
}
