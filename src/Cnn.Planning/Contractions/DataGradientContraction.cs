using System.Numerics;

namespace Cnn.Planning;

/// <summary>
/// dX = dY * turned W. Each input pixel gathers from the windows that read it. With a stride, pixels whose rows and columns leave the same
/// remainder are reached by the same elements of the kernel, and, unless the kernel is dilated, neighbouring remainders by neighbouring
/// elements of the same windows: there is a contraction for each such range of remainders, and none of them tests anything.
/// </summary>
internal static class DataGradientContraction
{
    private const int Lanes = TensorGeometry.Lanes;

    /// <summary>The halo that dY needs so that every gathered address lies inside.</summary>
    public static Halo GradientHalo(SpatialWindow window, TensorShape x, TensorShape y)
    {
        var (top, bottom) = Reach(Rows(window, x), y.Height);
        var (left, right) = Reach(Columns(window, x), y.Width);
        return new(top, bottom, left, right);
    }

    /// <summary>The parts. Each run of blocks of channels that are read by the same maps has its own.</summary>
    public static IEnumerable<ContractionPart> Build(
        ConvolutionGeometry g, TensorGeometry gradient, TensorGeometry inputGradient, TensorGeometry derivative, SumStart start,
        Epilogue epilogue, int slot)
    {
        IEnumerable<GroupRun?> runs = g.ChannelRuns;
        if (g.IsDepthwise) runs = new GroupRun?[] { null };
        return runs.SelectMany(run =>
        {
            var operands = new GradientOperands(g, run, gradient, inputGradient, derivative);
            return g.IsDense ? [Dense(operands, start, epilogue, slot)] : Gathered(operands, start, epilogue, slot);
        });
    }

    private static IEnumerable<ContractionPart> Gathered(GradientOperands o, SumStart start, Epilogue epilogue, int slot)
    {
        var (window, x) = (o.Convolution.Window, o.Convolution.X.Shape);
        var (gradient, inputGradient, derivative) = (o.Gradient, o.InputGradient, o.Derivative);
        foreach (var row in Rows(window, x))
        {
            foreach (var column in Columns(window, x))
            {
                var rows = Dimensions.Simplify(
                    new RowDimension(
                        "y", row.Pixels, gradient.RowStride, window.StrideRows * inputGradient.RowStride,
                        window.StrideRows * derivative.RowStride),
                    new RowDimension("x", column.Pixels, Lanes, window.StrideColumns * Lanes, window.StrideColumns * Lanes));
                bool isRead = row.Taps > 0 && column.Taps > 0;
                // Between two elements of the kernel in a column and in a row; where nothing is read, weights have no place.
                int down = isRead ? window.Columns * o.TapStride : 0, right = isRead ? o.TapStride : 0;
                var columns = o.Columns(
                    isRead,
                    new ColumnDimension("v", row.Remainders, down, inputGradient.RowStride, derivative.RowStride),
                    new ColumnDimension("u", column.Remainders, right, Lanes, Lanes));
                var tapRows = new ReducedDimension("i", row.Taps, -row.OutputStep * gradient.RowStride, row.TapStep * down);
                var tapColumns = new ReducedDimension("j", column.Taps, -column.OutputStep * Lanes, column.TapStep * right);
                var segments = isRead ? o.Segments(tapRows, tapColumns) : [];
                yield return new(
                    "",
                    o.FirstGradient + (isRead ? row.FirstOutput * gradient.RowStride + column.FirstOutput * Lanes : 0),
                    o.FirstWeight + row.FirstTap * down + column.FirstTap * right,
                    o.FirstInputGradient + row.Remainder * inputGradient.RowStride + column.Remainder * Lanes,
                    o.FirstDerivative + row.Remainder * derivative.RowStride + column.Remainder * Lanes,
                    new(InstanceRole.Outer, slot, rows, columns, segments.ToEquatableArray(), start, epilogue, UnitRows: false,
                        Tiles: default)
                    {
                        IsLanewise = o.Run is null,
                    });
            }
        }
    }

    // One output pixel: instances are the rows, and the columns run over every input pixel.
    private static ContractionPart Dense(GradientOperands o, SumStart start, Epilogue epilogue, int slot)
    {
        var (window, x) = (o.Convolution.Window, o.Convolution.X.Shape);
        var columns = o.Columns(
            isRead: true,
            new ColumnDimension("y", x.Height, window.Columns * o.TapStride, o.InputGradient.RowStride, o.Derivative.RowStride),
            new ColumnDimension("x", x.Width, o.TapStride, Lanes, Lanes));
        return new(
            "", o.FirstGradient, o.FirstWeight + (window.PadTop * window.Columns + window.PadLeft) * o.TapStride, o.FirstInputGradient,
            o.FirstDerivative,
            new(InstanceRole.Row, slot, default, columns, o.Segments().ToEquatableArray(), start, epilogue, UnitRows: false,
                Tiles: default));
    }

    /// <summary>
    /// The pixels of a range of remainders: <c>input = Remainder + r + stride * n</c> is read by kernel elements <c>FirstTap + r + TapStep
    /// * t</c> of window <c>FirstOutput + n - OutputStep * t</c>, for every r below <c>Remainders</c>.
    /// </summary>
    private readonly record struct RemainderClass(
        int Remainder, int Remainders, int Pixels, int FirstTap, int Taps, int FirstOutput, int TapStep, int OutputStep);

    private static IEnumerable<RemainderClass> Rows(SpatialWindow window, TensorShape x) =>
        Remainders(window.Rows, window.StrideRows, window.DilationRows, window.PadTop, x.Height);

    private static IEnumerable<RemainderClass> Columns(SpatialWindow window, TensorShape x) =>
        Remainders(window.Columns, window.StrideColumns, window.DilationColumns, window.PadLeft, x.Width);

    private static IEnumerable<RemainderClass> Remainders(int kernel, int stride, int dilation, int pad, int size) =>
        dilation == 1 ? Remainders(kernel, stride, pad, size) : DilatedRemainders(kernel, stride, dilation, pad, size);

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
            yield return new(remainder, remainders, pixels, firstTap, taps, (remainder + pad - firstTap) / stride, stride, 1);
        }
    }

    // Window o reads stride * o + dilation * t. With g their greatest common divisor, a pixel that element t reads is read next by element
    // t + stride / g, of the window dilation / g before. Each remainder by the stride is a class of its own.
    private static IEnumerable<RemainderClass> DilatedRemainders(int kernel, int stride, int dilation, int pad, int size)
    {
        int common = (int)BigInteger.GreatestCommonDivisor(stride, dilation), tapStep = stride / common, outputStep = dilation / common;
        for (int remainder = 0; remainder < Math.Min(stride, size); remainder++)
        {
            int pixels = (size - 1 - remainder) / stride + 1;
            int firstTap = Enumerable.Range(0, Math.Min(tapStep, kernel))
                .Where(tap => (remainder + pad - (long)dilation * tap) % stride == 0).DefaultIfEmpty(-1).First();
            int taps = firstTap < 0 ? 0 : (kernel - 1 - firstTap) / tapStep + 1;
            int firstOutput = firstTap < 0 ? 0 : (int)((remainder + pad - (long)dilation * firstTap) / stride);
            yield return new(remainder, 1, pixels, Math.Max(firstTap, 0), taps, firstOutput, tapStep, outputStep);
        }
    }

    private static (int Before, int After) Reach(IEnumerable<RemainderClass> parts, int outputs)
    {
        int before = 0, after = 0;
        foreach (var part in parts.Where(part => part.Taps > 0))
        {
            before = Math.Max(before, (part.Taps - 1) * part.OutputStep - part.FirstOutput);
            after = Math.Max(after, part.FirstOutput + part.Pixels - 1 - (outputs - 1));
        }
        return (before, after);
    }
}
