namespace Cnn.Planning;

/// <summary>
/// dW = X * dY, summed over pixels and instances: rows are the kernel's elements and channels, columns are maps. Each unit of work owns its
/// part of dW and runs over the instances in order, so the sums do not depend on the number of threads. Where there are groups, each run of
/// blocks of maps has units of its own.
/// </summary>
internal static class WeightGradientContraction
{
    private const int Lanes = TensorGeometry.Lanes;

    // So many units give every thread its share; else kernel rows are units, too, where what is left still fills the registers.
    private const int EnoughUnits = 8;

    /// <summary>Each run with its parts, whose units are the same.</summary>
    /// <param name="g">The convolution.</param>
    /// <param name="gradient">How the gradient of its output lies.</param>
    /// <param name="slot">From one instance's slot to the next.</param>
    /// <param name="batch">The most instances of a step.</param>
    public static IEnumerable<(GroupRun? Run, EquatableArray<ContractionPart> Parts)> Build(
        ConvolutionGeometry g, TensorGeometry gradient, int slot, int batch)
    {
        foreach (
            var (run, parts) in g.IsDepthwise
                ? [(null, [Depthwise(g, gradient, slot)])] : g.MapRuns.Select(run => ((GroupRun?)run, Parts(g, run, gradient, slot))))
            yield return (run, parts.Select(part => part with { Plan = part.Plan with { MostInstances = batch } }).ToEquatableArray());
    }

    private static ContractionPart Depthwise(ConvolutionGeometry g, TensorGeometry gradient, int slot)
    {
        var rows = Dimensions.Simplify(
            new RowDimension("i", g.Window.Rows, g.TapRowStride, g.Window.Columns * Lanes, 0),
            new RowDimension("j", g.Window.Columns, g.TapColumnStride, Lanes, 0));
        var blocks = new ColumnDimension("k", g.MapBlocks, gradient.BlockStride, g.Taps * Lanes, 0) { A = g.X.BlockStride };
        return new(
            "", g.FirstWindow, gradient.Origin, 0, 0, Plan(g, gradient, slot, rows, new(blocks), isCut: false) with { IsLanewise = true });
    }

    private static IEnumerable<ContractionPart> Parts(ConvolutionGeometry g, GroupRun run, TensorGeometry gradient, int slot)
    {
        var (window, x) = (g.Window, g.X);
        var row = new RowDimension("i", window.Rows, g.TapRowStride, window.Columns * run.Inputs * Lanes, 0);
        var column = new RowDimension("j", window.Columns, g.TapColumnStride, run.Inputs * Lanes, 0);
        bool isCut = (long)run.Blocks * run.Repeats < EnoughUnits && window.Rows > 1 && (long)window.Columns * run.Inputs >= 14;
        var blocks = new ColumnDimension("k", run.Blocks, gradient.BlockStride, g.Taps * run.Inputs * Lanes, 0);
        var groups = new ColumnDimension(
            "g", run.Repeats, run.PeriodBlocks * gradient.BlockStride, (int)(run.PeriodRows * g.Taps * Lanes), 0)
        {
            A = ConvolutionGeometry.BlockOf(x, run.PeriodInputs),
        };
        var columns = run.Repeats > 1 ? Dimensions.Simplify(groups, blocks) : new(blocks);
        foreach (var piece in ConvolutionGeometry.Pieces(x, run.FirstInput, run.Inputs))
        {
            RowDimension[] inner = [
                column, new("b", piece.Blocks, x.BlockStride, Lanes * Lanes, 0), new("c", piece.Channels, x.ChannelStride, Lanes, 0)];
            var rows = isCut ? new([row, .. Dimensions.Simplify(inner)]) : Dimensions.Simplify([row, .. inner]);
            yield return new(
                "", g.FirstWindow + ConvolutionGeometry.BlockOf(x, run.FirstInput) + piece.At, gradient.Origin
                    + run.FirstBlock * gradient.BlockStride,
                (int)(run.WeightRow * g.Taps * Lanes) + piece.Index * Lanes, 0, Plan(g, gradient, slot, rows, columns, isCut));
        }
    }

    private static ContractionPlan Plan(
        ConvolutionGeometry g, TensorGeometry gradient, int slot, EquatableArray<RowDimension> rows,
        EquatableArray<ColumnDimension> columns, bool isCut)
    {
        var pixels = Dimensions.Simplify(
            new ReducedDimension("y", g.OutputRows, g.Window.StrideRows * g.X.RowStride, gradient.RowStride),
            new ReducedDimension("x", g.OutputColumns, g.Window.StrideColumns * g.X.PixelStride, gradient.PixelStride));
        return new(
            InstanceRole.Reduced, slot, rows, columns, new(new Segment(0, 0, pixels)), SumStart.Zero, Epilogue.None, UnitRows: isCut,
            Tiles: default);
    }
}
