namespace Cnn.Planning;

/// <summary>
/// What convolutions cost on one core, in cycles: the model by which an algorithm is chosen. A multiply-add of 16 lanes takes between half
/// a cycle and one, with what a kernel does besides; a tile's transforms take what their loads, additions and stores take; and transformed
/// weights, (m + r − 1)² / r² times as many as weights, come from the cache or from memory for each block of tiles. The numbers are
/// calibrated by the kernels' benchmark (docs/performance.md).
/// </summary>
internal static class WinogradCost
{
    private const int Lanes = TensorGeometry.Lanes;

    private const double MultiplyAdd = 0.75;

    // Cycles for each element of a tile and 16 channels: its load, its share of the additions of both passes, and its store.
    private const double InputElement = 5.0, OutputElement = 4.0;

    // The same where what is read comes from far: a step over several instances, and the way back to the weights, which reads the whole
    // batch anew.
    private const double FarInputElement = 9, FarOutputElement = 8;

    // What is between transforms may take of a core's second-level cache, in floats.
    private const int CacheFloats = 160 * 1024;

    // Bytes a cycle from the third-level cache, and from memory, where weights are more than that keeps.
    private const double CacheBytes = 12, MemoryBytes = 6;

    private const long LargeWeights = 16L << 20;

    // Of what is overlapped, the shorter part is not hidden altogether.
    private const double Exposed = 0.3;

    // A vector of sums that is loaded and stored.
    private const double LoadAndStore = 3;

    // Rows that registers hold beside two blocks of columns.
    private const int TileRows = 14;

    /// <summary>The direct kernel, for one instance.</summary>
    public static double Direct(ConvolutionSize size) =>
        MultiplyAdd * size.Kernel * size.Kernel * size.Channels * size.MapBlocks * size.Rows * size.Columns;

    /// <summary>Winograd's algorithm, for so many tiles.</summary>
    /// <param name="g">The tiles.</param>
    /// <param name="tiles">All of them.</param>
    /// <param name="isFar">Whether the input is no longer in the caches.</param>
    /// <param name="isShared">Whether threads share them, so that they should come out even.</param>
    public static double Of(WinogradGeometry g, long tiles, bool isFar, bool isShared)
    {
        long blocks = (tiles + g.BlockTiles - 1) / g.BlockTiles;
        double multiply = MultiplyAdd * g.Form.Products * g.Channels * g.MapBlocks * RowCost(g.BlockTiles);
        double bytes = g.WeightFloats * sizeof(float), stream = bytes / (bytes > LargeWeights ? MemoryBytes : CacheBytes);
        double input = (double)g.Chunks * g.InputFloats / CacheBytes;
        double spill = g.ScratchFloats > CacheFloats ? (double)g.ScratchFloats * sizeof(float) / CacheBytes : 0;
        double transforms = g.Form.Products * (
            ((isFar ? FarInputElement : InputElement) * g.ChannelBlocks) + (OutputElement * g.MapBlocks));
        double all = (blocks * (Math.Max(multiply, stream) + (Exposed * Math.Min(multiply, stream)) + input + spill))
            + (tiles * transforms);
        return isShared ? all * (1 + Imbalance(blocks * g.Chunks, 2)) / 2 : all;
    }

    /// <summary>The gradient of the weights by Winograd's algorithm, for so many tiles.</summary>
    public static double Of(WinogradGradientGeometry g, long tiles)
    {
        long blocks = (tiles + g.BlockTiles - 1) / g.BlockTiles;
        // The sums come and go once for each block.
        double multiply = g.Form.Products * g.ChannelChunk * Lanes * g.MapChunk * ((MultiplyAdd * g.BlockTiles) + LoadAndStore);
        double transforms = g.Form.Products * ((FarInputElement * g.ChannelChunk) + (FarOutputElement * g.MapChunk));
        double spill = g.BlockFloats > CacheFloats ? (double)(g.BlockFloats - CacheFloats) * 2 * sizeof(float) / CacheBytes : 0;
        double imbalance = (0.75 * Imbalance(g.Units, 2)) + (0.25 * Imbalance(g.Units, 4));
        return g.Units * ((blocks * (multiply + spill)) + (tiles * transforms)) * (1 + imbalance) / 2;
    }

    // Rows in registers at a time; fewer use the loads of weights less well.
    private static double RowCost(int rows)
    {
        int passes = (rows + TileRows - 1) / TileRows;
        double each = (double)rows / passes;
        return passes * Math.Max(each, 4) * (1 + (0.6 / each));
    }

    // How much longer threads take that cannot share the pieces evenly.
    private static double Imbalance(long pieces, int threads) => (double)((pieces + threads - 1) / threads * threads) / pieces;
}
