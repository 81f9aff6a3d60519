namespace Cnn.Planning;

/// <summary>
/// What convolutions cost on one core, in cycles: the model by which an algorithm is chosen. A multiply-add of 16 lanes takes between half
/// a cycle and one, with what a kernel does besides; a tile's transforms take what their loads, additions and stores take; and transformed
/// weights, (m + r − 1)² / r² times as many as weights, come from the cache or from memory for each block of tiles. The numbers are the
/// target's.
/// </summary>
internal sealed class WinogradCost(Target target)
{
    private const int Lanes = TensorGeometry.Lanes;

    private readonly TileCosts _costs = target.Tiles;

    // What is between transforms may take of a core's second-level cache.
    private readonly long _cacheFloats = target.SecondLevelFloats * 5 / 8;

    /// <summary>The direct kernel, for one instance.</summary>
    public double Direct(ConvolutionSize size) =>
        _costs.MultiplyAdd * size.Kernel * size.Kernel * size.Channels * size.MapBlocks * size.Rows * size.Columns;

    /// <summary>Winograd's algorithm, for so many tiles.</summary>
    /// <param name="g">The tiles.</param>
    /// <param name="tiles">All of them.</param>
    /// <param name="isFar">Whether the input is no longer in the caches.</param>
    /// <param name="isShared">Whether threads share them, so that they should come out even.</param>
    public double Of(WinogradGeometry g, long tiles, bool isFar, bool isShared)
    {
        long blocks = (tiles + g.BlockTiles - 1) / g.BlockTiles;
        double multiply = _costs.MultiplyAdd * g.Form.Products * g.Channels * g.MapBlocks * RowCost(g.BlockTiles);
        double stream = target.Caches.Stream((double)g.WeightFloats * target.Element.Bytes);
        double input = (double)g.Chunks * g.InputFloats / target.Caches.ThirdLevelSpeed;
        double spill = g.ScratchFloats > _cacheFloats ? Moved(g.ScratchFloats) : 0;
        double transforms = g.Form.Products * (
            ((isFar ? _costs.FarInput : _costs.Input) * g.ChannelBlocks) + (_costs.Output * g.MapBlocks));
        double all = (blocks * (Math.Max(multiply, stream) + (_costs.Exposed * Math.Min(multiply, stream)) + input + spill))
            + (tiles * transforms);
        return isShared ? all * (1 + Imbalance(blocks * g.Chunks, target.Threads)) / 2 : all;
    }

    /// <summary>The gradient of the weights by Winograd's algorithm, for so many tiles.</summary>
    public double Of(WinogradGradientGeometry g, long tiles)
    {
        long blocks = (tiles + g.BlockTiles - 1) / g.BlockTiles;
        // The sums come and go once for each block.
        double multiply =
            g.Form.Products * g.ChannelChunk * Lanes * g.MapChunk * ((_costs.MultiplyAdd * g.BlockTiles) + _costs.LoadAndStore);
        double transforms = g.Form.Products * ((_costs.FarInput * g.ChannelChunk) + (_costs.FarOutput * g.MapChunk));
        double spill = g.BlockFloats > _cacheFloats ? Moved((g.BlockFloats - _cacheFloats) * 2) : 0;
        double imbalance = (0.75 * Imbalance(g.Units, target.Threads)) + (0.25 * Imbalance(g.Units, 2 * target.Threads));
        return g.Units * ((blocks * (multiply + spill)) + (tiles * transforms)) * (1 + imbalance) / 2;
    }

    // To or from the third-level cache.
    private double Moved(long floats) => (double)floats * target.Element.Bytes / target.Caches.ThirdLevelSpeed;

    // Rows in registers at a time; fewer use the loads of weights less well.
    private double RowCost(int rows)
    {
        int passes = (rows + _costs.TileRows - 1) / _costs.TileRows;
        double each = (double)rows / passes;
        return passes * Math.Max(each, target.Core.Latency) * (1 + (0.6 / each));
    }

    // How much longer threads take that cannot share the pieces evenly.
    private static double Imbalance(long pieces, int threads) => (double)((pieces + threads - 1) / threads * threads) / pieces;
}
