namespace Cnn.Dsl;

/// <summary>
/// dX = dY * turned W. Each input pixel gathers from the windows that read it. With a stride, pixels whose rows and columns leave the same remainder are reached
/// by the same elements of the kernel, and neighbouring remainders by neighbouring elements of the same windows: there is a contraction for each such range
/// of remainders, and none of them tests anything.
/// </summary>
internal static class DataGradientContraction
{
    private const int Lanes = TensorGeometry.Lanes;

    /// <summary>The halo that dY needs so that every gathered address lies inside.</summary>
    public static Halo GradientHalo(SpatialWindow window, TensorShape x, TensorShape y)
    {
        var (top, bottom) = Reach(window.Rows, window.StrideRows, window.PadTop, x.Height, y.Height);
        var (left, right) = Reach(window.Columns, window.StrideColumns, window.PadLeft, x.Width, y.Width);
        return new(top, bottom, left, right);
    }

    /// <summary>The parts, each with where its operands begin.</summary>
    public static IEnumerable<(int A, int B, int C, int Y, ContractionPlan Plan)> Build(
        ConvolutionGeometry g, TensorGeometry gradient, TensorGeometry inputGradient, TensorGeometry derivative, SumStart start, Epilogue epilogue, int slot)
    {
        if (g.IsDense)
        {
            yield return Dense(g, gradient, inputGradient, derivative, start, epilogue, slot);
            yield break;
        }
        var (window, x) = (g.Window, g.X.Shape);
        foreach (var row in Remainders(window.Rows, window.StrideRows, window.PadTop, x.Height))
        {
            foreach (var column in Remainders(window.Columns, window.StrideColumns, window.PadLeft, x.Width))
            {
                var rows = Dimensions.Simplify(
                    new RowDimension("y", row.Pixels, gradient.RowStride, window.StrideRows * inputGradient.RowStride, window.StrideRows * derivative.RowStride),
                    new RowDimension("x", column.Pixels, Lanes, window.StrideColumns * Lanes, window.StrideColumns * Lanes));
                bool isRead = row.Taps > 0 && column.Taps > 0;
                // Between two elements of the kernel in a column and in a row; where nothing is read, weights have no place.
                int down = isRead ? window.Columns * g.Maps * Lanes : 0, right = isRead ? g.Maps * Lanes : 0;
                var columns = Dimensions.Simplify(
                    new ColumnDimension("c", g.ChannelBlocks, isRead ? g.TurnedBlock : 0, inputGradient.BlockStride, derivative.BlockStride),
                    new ColumnDimension("v", row.Remainders, down, inputGradient.RowStride, derivative.RowStride),
                    new ColumnDimension("u", column.Remainders, right, Lanes, Lanes));
                var tapRows = new ReducedDimension("i", row.Taps, -gradient.RowStride, window.StrideRows * down);
                var tapColumns = new ReducedDimension("j", column.Taps, -Lanes, window.StrideColumns * right);
                var segments = isRead ? Segments(g.Maps, gradient, tapRows, tapColumns) : [];
                yield return (
                    isRead ? gradient.Origin + row.FirstOutput * gradient.RowStride + column.FirstOutput * Lanes : gradient.Origin,
                    row.FirstTap * down + column.FirstTap * right,
                    inputGradient.Origin + row.Remainder * inputGradient.RowStride + column.Remainder * Lanes,
                    derivative.Origin + row.Remainder * derivative.RowStride + column.Remainder * Lanes,
                    new(InstanceRole.Outer, slot, rows, columns, segments.ToEquatableArray(), start, epilogue, UnitRows: false, Tiles: default));
            }
        }
    }

    // One output pixel: instances are the rows, and the columns run over every input pixel.
    private static (int A, int B, int C, int Y, ContractionPlan Plan) Dense(
        ConvolutionGeometry g, TensorGeometry gradient, TensorGeometry inputGradient, TensorGeometry derivative, SumStart start, Epilogue epilogue, int slot)
    {
        var (window, x) = (g.Window, g.X.Shape);
        int tap = g.Maps * Lanes;
        var columns = Dimensions.Simplify(
            new ColumnDimension("c", g.ChannelBlocks, g.TurnedBlock, inputGradient.BlockStride, derivative.BlockStride),
            new ColumnDimension("y", x.Height, window.Columns * tap, inputGradient.RowStride, derivative.RowStride),
            new ColumnDimension("x", x.Width, tap, Lanes, Lanes));
        var segments = Segments(g.Maps, gradient).ToEquatableArray();
        return (
            gradient.Origin,
            (window.PadTop * window.Columns + window.PadLeft) * tap,
            inputGradient.Origin,
            derivative.Origin,
            new(InstanceRole.Row, slot, default, columns, segments, start, epilogue, UnitRows: false, Tiles: default));
    }

    private static IEnumerable<Segment> Segments(int maps, TensorGeometry gradient, params ReducedDimension[] taps)
    {
        int whole = gradient.ChannelsAreContiguous ? 0 : maps / Lanes, rest = maps - whole * Lanes;
        if (whole > 0)
        {
            ReducedDimension[] blocks = [.. taps, new("b", whole, gradient.BlockStride, Lanes * Lanes), new("k", Lanes, 1, Lanes)];
            yield return new(0, 0, Dimensions.Simplify(blocks));
        }
        if (rest > 0)
        {
            ReducedDimension[] remaining = [.. taps, new("k", rest, 1, Lanes)];
            yield return new(whole * gradient.BlockStride, whole * Lanes * Lanes, Dimensions.Simplify(remaining));
        }
    }

    /// <summary>
    /// The pixels of a range of remainders: <c>input = Remainder + r + stride * n</c> is read by kernel elements <c>FirstTap + r + stride * t</c> of window
    /// <c>FirstOutput + n - t</c>, for every r below <c>Remainders</c>.
    /// </summary>
    private readonly record struct RemainderClass(int Remainder, int Remainders, int Pixels, int FirstTap, int Taps, int FirstOutput);

    private static IEnumerable<RemainderClass> Remainders(int kernel, int stride, int pad, int size)
    {
        int end = Math.Min(stride, size), remainders;
        for (int remainder = 0; remainder < end; remainder += remainders)
        {
            int firstTap = (remainder + pad) % stride, pixels = (size - 1 - remainder) / stride + 1;
            int taps = firstTap < kernel ? (kernel - 1 - firstTap) / stride + 1 : 0;
            // The next window, a pixel less, an element less: whichever comes first.
            int lastTap = taps > 0 ? Math.Min(kernel - 1 - (taps - 1) * stride, stride - 1) : stride - 1;
            int last = Math.Min(end - 1, size - 1 - (pixels - 1) * stride);
            remainders = Math.Min(lastTap - firstTap, last - remainder) + 1;
            yield return new(remainder, remainders, pixels, firstTap, taps, (remainder + pad - firstTap) / stride);
        }
    }

    private static (int Before, int After) Reach(int kernel, int stride, int pad, int size, int outputs)
    {
        int before = 0, after = 0;
        foreach (var part in Remainders(kernel, stride, pad, size).Where(part => part.Taps > 0))
        {
            before = Math.Max(before, part.Taps - 1 - part.FirstOutput);
            after = Math.Max(after, part.FirstOutput + part.Pixels - 1 - (outputs - 1));
        }
        return (before, after);
    }
}
