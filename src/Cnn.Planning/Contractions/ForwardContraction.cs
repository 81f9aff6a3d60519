namespace Cnn.Planning;

/// <summary>
/// Y = bias + X * W: rows are pixels (or instances, where there is one pixel), columns are maps, and the sum goes over the kernel and the
/// channels. Where there are groups, each run of blocks of maps that read the same channels is a contraction.
/// </summary>
internal static class ForwardContraction
{
    private const int Lanes = TensorGeometry.Lanes;

    /// <param name="g">The convolution.</param>
    /// <param name="hasBias">Whether sums begin with a bias.</param>
    /// <param name="epilogue">What happens to a sum before it is stored.</param>
    /// <param name="addend">How the map lies that is added before that; null where nothing is.</param>
    /// <param name="slot">From one instance's slot to the next.</param>
    public static IEnumerable<ContractionPart> Build(
        ConvolutionGeometry g, bool hasBias, Epilogue epilogue, TensorGeometry? addend, int slot)
    {
        var other = addend ?? default;
        int otherRow = addend is null ? 0 : other.RowStride, otherPixel = addend is null
            ? 0 : other.PixelStride, otherBlock = addend is null ? 0 : other.BlockStride;
        int otherOrigin = addend is null ? 0 : other.Origin;
        var (window, x, y) = (g.Window, g.X, g.Y);
        var rows = Dimensions.Simplify(
            new RowDimension("y", g.OutputRows, window.StrideRows * x.RowStride, y.RowStride, otherRow),
            new RowDimension("x", g.OutputColumns, window.StrideColumns * x.PixelStride, y.PixelStride, otherPixel));
        var instances = y.Shape.IsVector ? InstanceRole.Row : InstanceRole.Outer;
        var start = hasBias ? SumStart.Bias : SumStart.Zero;
        if (g.IsDepthwise)
        {
            var blocks = new ColumnDimension(
                "k", g.MapBlocks, g.Taps * Lanes, y.BlockStride, otherBlock) { A = x.BlockStride, Bias = Lanes };
            var taps = Dimensions.Simplify(
                new ReducedDimension("i", window.Rows, g.TapRowStride, window.Columns * Lanes),
                new ReducedDimension("j", window.Columns, g.TapColumnStride, Lanes));
            var plan = new ContractionPlan(
                instances, slot, rows, new(blocks), new(new Segment(0, 0, taps)), start, epilogue, UnitRows: false, Tiles: default)
            {
                IsLanewise = true,
                AddsY = addend is not null,
            };
            yield return new("", g.FirstWindow, 0, y.Origin, otherOrigin, plan);
            yield break;
        }
        foreach (var run in g.MapRuns)
        {
            var blocks = new ColumnDimension("k", run.Blocks, g.Taps * run.Inputs * Lanes, y.BlockStride, otherBlock) { Bias = Lanes };
            var groups = new ColumnDimension(
                "g", run.Repeats, (int)(run.PeriodRows * g.Taps * Lanes), run.PeriodBlocks * y.BlockStride, run.PeriodBlocks * otherBlock)
            {
                A = ConvolutionGeometry.BlockOf(x, run.PeriodInputs),
                Bias = run.PeriodBlocks * Lanes,
            };
            var columns = run.Repeats > 1 ? Dimensions.Simplify(groups, blocks) : Dimensions.Simplify(blocks);
            var segments = Segments(g, run).ToEquatableArray();
            yield return new(
                "", g.FirstWindow + ConvolutionGeometry.BlockOf(x, run.FirstInput), (int)(run.WeightRow * g.Taps * Lanes), y.Origin
                    + run.FirstBlock * y.BlockStride,
                otherOrigin + run.FirstBlock * otherBlock,
                new(instances, slot, rows, columns, segments, start, epilogue, UnitRows: false,
                    Tiles: default) { AddsY = addend is not null })
            {
                Bias = run.FirstBlock * Lanes,
            };
        }
    }

    // The lanes past the last channel are never read.
    private static IEnumerable<Segment> Segments(ConvolutionGeometry g, GroupRun run)
    {
        var row = new ReducedDimension("i", g.Window.Rows, g.TapRowStride, g.Window.Columns * run.Inputs * Lanes);
        var column = new ReducedDimension("j", g.Window.Columns, g.TapColumnStride, run.Inputs * Lanes);
        return ConvolutionGeometry.Pieces(g.X, run.FirstInput, run.Inputs)
            .Select(piece => new Segment(piece.At, piece.Index * Lanes, Dimensions.Simplify(
            row, column, new ReducedDimension("b", piece.Blocks, g.X.BlockStride, Lanes * Lanes),
            new ReducedDimension("c", piece.Channels, g.X.ChannelStride, Lanes))));
    }
}
