namespace Cnn.Dsl;

/// <summary>
/// The data gradient of a convolution into few channels, along the rows: a vector holds neighbouring pixels of one channel, and the weights are broadcast as they are
/// for the way forward. Rows of the output's gradient that are not there are left out, where the gathering kernel multiplies a halo of zeros.
/// </summary>
/// <param name="Window">The window, its stride 1.</param>
/// <param name="Dy">The output's gradient, planar, each row with zeros before and behind it.</param>
/// <param name="Left">Zeros before each row.</param>
/// <param name="Dx">The input's gradient, planar, its rows at least 16 floats apart.</param>
public sealed record RowDataGradientShape(SpatialWindow Window, TensorGeometry Dy, int Left, TensorGeometry Dx) : KernelShape
{
    private const int Lanes = TensorGeometry.Lanes;

    // Multiply-adds that are written out in one method at most, and rows of a kernel whose weights stay in registers.
    private const int MostMultiplyAdds = 1000, MostKernelRows = 8;

    private const double Gain = 0.8;

    /// <summary>Vectors of multiply-adds for each map and each column of the kernel.</summary>
    public int Vectors => Dx.Shape.Channels * VectorsOf(Dx.Shape.Width) * PairsOf(Window, Dx.Shape, Dy.Shape);

    /// <summary>The same for the gathering kernel, whose vectors hold 16 channels of a pixel.</summary>
    public int GatheredVectors => Dx.Shape.Height * Dx.Shape.Width * Window.Rows;

    /// <summary>Rows of Dx whose sums stay in registers together with a column of the kernel and a row's pixels.</summary>
    public int RowsOfTile(VectorWidth width)
    {
        int most = width.Registers - Window.Rows - 1, tiles = (Dx.Shape.Height + most - 1) / most;
        return (Dx.Shape.Height + tiles - 1) / tiles;
    }

    /// <summary>Whether there is such a kernel, and it is cheaper.</summary>
    public static bool IsCheaper(SpatialWindow window, TensorShape x, TensorShape y) =>
        window is { StrideRows: 1, StrideColumns: 1, IsDilated: false, Rows: <= MostKernelRows } && window.PadLeft < window.Columns && window.PadTop < window.Rows
        && x.Channels < Lanes && x.Width > 1 && PairsOf(window, x, y) <= MostMultiplyAdds
        && x.Channels * VectorsOf(x.Width) * PairsOf(window, x, y) <= Gain * x.Height * x.Width * window.Rows;

    /// <summary>The kernel, for an output of the shape given.</summary>
    internal static RowDataGradientShape Of(SpatialWindow window, TensorShape y, TensorGeometry dx)
    {
        int left = window.Columns - 1 - window.PadLeft, width = left + Math.Max(y.Width, Math.Max(dx.Shape.Width, Lanes) + window.PadLeft);
        return new(window, new(new(y.Height, width, y.Channels), TensorLayout.Planar, default), left, dx);
    }

    private static int VectorsOf(int width) => (width + Lanes - 1) / Lanes;

    // Rows of the input's gradient, each with the rows of the output's that reach it.
    private static int PairsOf(SpatialWindow window, TensorShape x, TensorShape y) =>
        Enumerable.Range(0, x.Height).Sum(row => Enumerable.Range(0, window.Rows).Count(i => row + window.PadTop - i >= 0 && row + window.PadTop - i < y.Height));
}
