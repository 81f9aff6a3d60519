namespace Cnn.Dsl;

/// <summary>Y = bias + X * W: rows are pixels (or instances, where there is one pixel), columns are maps, and the sum goes over the kernel and the channels.</summary>
internal static class ForwardContraction
{
    private const int Lanes = TensorGeometry.Lanes;

    public static ContractionPlan Build(ConvolutionGeometry g, bool hasBias, Epilogue epilogue, int slot)
    {
        var (window, x, y) = (g.Window, g.X, g.Y);
        var rows = Dimensions.Simplify(
            new RowDimension("y", g.OutputRows, window.StrideRows * x.RowStride, y.RowStride, 0),
            new RowDimension("x", g.OutputColumns, window.StrideColumns * x.PixelStride, y.PixelStride, 0));
        var columns = Dimensions.Simplify(new ColumnDimension("k", g.MapBlocks, g.WeightBlock, y.BlockStride, 0));
        return new(
            y.Shape.IsVector ? InstanceRole.Row : InstanceRole.Outer,
            slot, rows, columns, Segments(g).ToEquatableArray(), hasBias ? SumStart.Bias : SumStart.Zero, epilogue, UnitRows: false, Tiles: default);
    }

    // Whole blocks of 16 channels first, then the rest; the lanes past the last channel are never read.
    private static IEnumerable<Segment> Segments(ConvolutionGeometry g)
    {
        var (window, x) = (g.Window, g.X);
        int whole = g.Channels / Lanes, rest = g.Channels % Lanes;
        var row = new ReducedDimension("i", window.Rows, x.RowStride, window.Columns * g.Channels * Lanes);
        var column = new ReducedDimension("j", window.Columns, x.PixelStride, g.Channels * Lanes);
        if (x.ChannelsAreContiguous)
        {
            yield return new(0, 0, Dimensions.Simplify(row, column, new ReducedDimension("c", g.Channels, 1, Lanes)));
            yield break;
        }
        if (whole > 0)
        {
            yield return new(0, 0, Dimensions.Simplify(
                row, column, new ReducedDimension("b", whole, x.BlockStride, Lanes * Lanes), new ReducedDimension("c", Lanes, 1, Lanes)));
        }
        if (rest > 0)
            yield return new(whole * x.BlockStride, whole * Lanes * Lanes, Dimensions.Simplify(row, column, new ReducedDimension("c", rest, 1, Lanes)));
    }
}
