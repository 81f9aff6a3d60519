namespace Cnn.Planning;

/// <summary>Pixels of a row and channels whose sums are held in registers at once.</summary>
/// <param name="Width">The vector width.</param>
/// <param name="Columns">Pixels; the rest of a row may be fewer.</param>
/// <param name="Channels">Channels, a divisor of all.</param>
public sealed record DotTile(VectorWidth Width, int Columns, int Channels);

/// <summary>
/// The data gradient of a convolution into few channels, as dot products over the maps: a vector holds 16 maps of one pixel, weights are
/// read as they lie for the way forward, and the lanes of a sum are added up in the end. Pixels that a window does not reach are left out,
/// where the gathering kernel multiplies a halo of zeros.
/// </summary>
/// <param name="Window">The window, its stride 1.</param>
/// <param name="Dy">The output's gradient, blocked.</param>
/// <param name="Dx">The input's gradient, planar.</param>
/// <param name="Tiles">The tile for each vector width, the widest first.</param>
public sealed record DotDataGradientShape(SpatialWindow Window, TensorGeometry Dy, TensorGeometry Dx, EquatableArray<DotTile> Tiles)
    : KernelShape
{
    private const int Lanes = TensorGeometry.Lanes;

    // Columns of a kernel are written out.
    private const int MostKernelColumns = 8;

    // It must win by more than the model can be wrong.
    private const double Gain = 0.8;

    /// <summary>
    /// Whether a lane's sum may have more terms than a run may have, so that its total is kept beside it (<see cref="SummationRun"/>):
    /// narrower vectors have fewer lanes, and more terms in each.
    /// </summary>
    public bool IsCut(VectorWidth width) =>
        (double)Dy.Blocks * width.VectorsPerBlock * Window.Rows * Window.Columns > SummationRun.Longest;

    /// <summary>Vectors of multiply-adds, and of sums of lanes.</summary>
    public (long Products, long Sums) Vectors => VectorsOf(Window, Dx.Shape, Dy.Shape);

    /// <summary>Multiply-adds of the gathering kernel, whose vectors hold 16 channels of a pixel.</summary>
    public long GatheredVectors => GatheredOf(Window, Dx.Shape, Dy.Shape);

    /// <summary>Whether there is such a kernel, and it is cheaper.</summary>
    public static bool IsCheaper(SpatialWindow window, TensorShape x, TensorShape y, CoreCosts costs)
    {
        if (window is not { StrideRows: 1, StrideColumns: 1, IsDilated: false, Columns: <= MostKernelColumns }
            || window.PadLeft >= window.Columns || window.PadTop >= window.Rows
            || x.Channels >= Lanes || x.Width == 1) return false;
        var (products, sums) = VectorsOf(window, x, y);
        return products + costs.LaneSum * sums <= Gain * GatheredOf(window, x, y);
    }

    /// <summary>The kernel.</summary>
    internal static DotDataGradientShape Of(SpatialWindow window, TensorGeometry dy, TensorGeometry dx, IEnumerable<VectorWidth> widths) =>
        new(window, dy, dx, widths.Select(width => Tile(width, dx.Shape)).ToEquatableArray());

    private static (long Products, long Sums) VectorsOf(SpatialWindow window, TensorShape x, TensorShape y)
    {
        long blocks = (y.Channels + Lanes - 1) / Lanes;
        return (Pairs(window.Rows, window.PadTop, x.Height, y.Height) * Pairs(
            window.Columns, window.PadLeft, x.Width, y.Width) * x.Channels * blocks, (long)x.Height * x.Width * x.Channels);
    }

    private static long GatheredOf(SpatialWindow window, TensorShape x, TensorShape y) =>
        (long)x.Height * x.Width * window.Rows * window.Columns * y.Channels;

    // Places along one axis of the input, each with those of the kernel by which an output reaches it.
    private static long Pairs(int kernel, int pad, int x, int y)
    {
        // Counted along the shorter of both. Element i of the kernel reaches the places from i - pad to i - pad + y - 1.
        long pairs = 0;
        if (kernel <= x)
            for (long i = 0; i < kernel; i++) pairs += Math.Max(0, Math.Min(x, i - pad + y) - Math.Max(0, i - pad));
        else
            for (long at = 0; at < x; at++) pairs += Math.Max(0, Math.Min(kernel, at + pad + 1) - Math.Max(0, at + pad - y + 1));
        return pairs;
    }

    // Of the tiles whose sums, weights of a tap and pixels fit the registers the one that loads least. The JIT keeps pixels for the next
    // taps.
    private static DotTile Tile(VectorWidth width, TensorShape x) =>
    (
        from channels in Enumerable.Range(1, x.Channels)
        where x.Channels % channels == 0
        from columns in Enumerable.Range(1, Math.Min(x.Width, width.Registers))
        where channels * columns + channels + columns <= width.Registers
        orderby 1.0 / channels + 1.0 / columns
        select new DotTile(width, columns, channels)
    ).First();
}
