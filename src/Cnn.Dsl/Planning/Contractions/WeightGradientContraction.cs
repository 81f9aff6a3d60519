namespace Cnn.Dsl;

/// <summary>
/// dW = X * dY, summed over pixels and instances: rows are the kernel's elements and channels, columns are maps. Each unit of work owns its part of dW and
/// runs over the instances in order, so the sums do not depend on the number of threads.
/// </summary>
internal static class WeightGradientContraction
{
    private const int Lanes = TensorGeometry.Lanes;

    public static IEnumerable<(int A, int B, int C, ContractionPlan Plan)> Build(ConvolutionGeometry g, TensorGeometry gradient, int slot)
    {
        var (window, x) = (g.Window, g.X);
        int whole = g.Channels / Lanes, rest = g.Channels % Lanes;
        var row = new RowDimension("i", window.Rows, x.RowStride, window.Columns * g.Channels * Lanes, 0);
        var column = new RowDimension("j", window.Columns, x.PixelStride, g.Channels * Lanes, 0);
        // Few maps make few units; cutting by kernel rows, too, gives every thread its share where what is left still fills the registers.
        bool cut = g.MapBlocks < 8 && window.Rows > 1 && window.Columns * g.Channels >= 14;
        if (x.ChannelsAreContiguous)
        {
            yield return Part(0, 0, new RowDimension("c", g.Channels, 1, Lanes, 0));
            yield break;
        }
        if (whole > 0)
            yield return Part(0, 0, new RowDimension("b", whole, x.BlockStride, Lanes * Lanes, 0), new RowDimension("c", Lanes, 1, Lanes, 0));
        if (rest > 0)
            yield return Part(whole * x.BlockStride, whole * Lanes * Lanes, new RowDimension("c", rest, 1, Lanes, 0));

        (int A, int B, int C, ContractionPlan Plan) Part(int a, int c, params RowDimension[] channels)
        {
            RowDimension[] inner = [column, .. channels];
            RowDimension[] rows = cut ? [row, .. Dimensions.Simplify(inner)] : [.. Dimensions.Simplify([row, .. inner])];
            var pixels = Dimensions.Simplify(
                new ReducedDimension("y", g.OutputRows, window.StrideRows * x.RowStride, gradient.RowStride),
                new ReducedDimension("x", g.OutputColumns, window.StrideColumns * x.PixelStride, gradient.PixelStride));
            var plan = new ContractionPlan(
                InstanceRole.Reduced,
                slot,
                new(rows),
                new(new ColumnDimension("k", g.MapBlocks, gradient.BlockStride, g.WeightBlock, 0)),
                new(new Segment(0, 0, pixels)),
                SumStart.Zero,
                Epilogue.None,
                UnitRows: cut,
                Tiles: default);
            return (g.FirstWindow + a, gradient.Origin, c, plan);
        }
    }
}
