namespace Cnn.Planning;

/// <summary>Maps and rows that are held in registers at once, one vector of neighbouring pixels of each.</summary>
/// <param name="Width">The vector width.</param>
/// <param name="Maps">Maps, a divisor of all.</param>
/// <param name="Rows">Rows; the rest may be smaller.</param>
public sealed record RowTile(VectorWidth Width, int Maps, int Rows);

/// <summary>
/// A convolution along the rows: a vector holds neighbouring pixels of one map, and the weights are broadcast. Where there are few maps,
/// this fills vectors that 16 maps of a pixel do not. The last vector of a row begins so early that it ends with the row; what it computes
/// twice is the same both times.
/// </summary>
/// <param name="Window">The window, its stride 1.</param>
/// <param name="X">The input, planar, or an image of one channel.</param>
/// <param name="Y">The output, planar and at least 16 pixels wide.</param>
/// <param name="HasBias">Whether sums begin with a bias.</param>
/// <param name="Epilogue">What happens to sums as they are stored.</param>
/// <param name="Tiles">The tile for each vector width, the widest first.</param>
public sealed record RowConvolutionShape(
    SpatialWindow Window, TensorGeometry X, TensorGeometry Y, bool HasBias, Epilogue Epilogue, EquatableArray<RowTile> Tiles) : KernelShape
{
    private const int Lanes = TensorGeometry.Lanes;

    /// <summary>Vectors of sums that the direct kernel has: 16 maps of a pixel each.</summary>
    public int DirectVectors => Y.Shape.Height * Y.Shape.Width;

    /// <summary>Vectors of sums: 16 pixels of a map each.</summary>
    public int Vectors => VectorsOf(Y.Shape);

    /// <summary>Where the first window begins in X.</summary>
    public int FirstWindow => X.Origin - Window.PadTop * X.RowStride - Window.PadLeft * X.PixelStride;

    /// <summary>
    /// Whether a sum has more terms than a run may have, so that the output holds its total meanwhile (<see cref="SummationRun"/>).
    /// </summary>
    public bool IsCut => (double)X.Shape.Channels * Window.Rows * Window.Columns > SummationRun.Longest;

    /// <summary>
    /// Whether there is such a kernel, and it takes less multiply-adds than the direct one: both take as many for each vector of sums.
    /// </summary>
    public static bool IsCheaper(SpatialWindow window, TensorShape y, CoreCosts costs) =>
        window.StrideRows == 1 && window.StrideColumns == 1 && y.Channels < Lanes && y.Width >= Lanes
            && VectorsOf(y) <= costs.CrossingGain * y.Height * y.Width;

    internal static RowConvolutionShape Of(ConvolutionGeometry g, bool hasBias, Epilogue epilogue, Target target) => new(
        g.Window, g.X, g.Y, hasBias, epilogue, target.Widths.Select(width => Tile(width, g.Y.Shape, target.Core)).ToEquatableArray());

    private static int VectorsOf(TensorShape y) => y.Channels * y.Height * ((y.Width + Lanes - 1) / Lanes);

    // Of the tiles whose sums, a row's pixels and a weight fit the registers the cheapest, and of those the largest.
    private static RowTile Tile(VectorWidth width, TensorShape y, CoreCosts costs) =>
    (
        from maps in Enumerable.Range(1, y.Channels)
        where y.Channels % maps == 0
        from rows in Enumerable.Range(1, Math.Min(y.Height, width.Registers))
        where maps * rows + rows + 1 <= width.Registers || maps * rows == 1
        let rest = y.Height % rows
        let cost = y.Channels / maps * (y.Height / rows * Cycles(maps, rows, costs) + (rest == 0 ? 0 : Cycles(maps, rest, costs)))
        orderby cost, maps * rows descending
        select new RowTile(width, maps, rows)
    ).First();

    // Pixels are loaded twice as they cross cache lines.
    private static double Cycles(int maps, int rows, CoreCosts costs) => costs.Round(maps * rows, maps + 2 * rows);
}
