using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes pooling over rows and columns, backward: each input pixel gathers from the windows that read it, so every pixel is written once.</summary>
internal static class PoolBackwardEmitter
{
    public static void Emit(CodeWriter writer, PoolBackwardStep step, TensorGeometry dy, TensorGeometry dx, TensorGeometry? winners, TensorGeometry? y)
    {
        List<(string, string)> parameters = [("ref readonly float dy", "in dy"), ("ref float dx", "ref dx")];
        if (winners is not null) parameters.Add(("ref readonly float winners", "in winners"));
        if (y is not null) parameters.Add(("ref readonly float y", "in y"));
        writer.Code($"// Each pixel's gradient from the {step.Window.Rows}x{step.Window.Columns} windows that read it: dy is {dy}, dx is {dx}{(y is null ? "" : "; times the derivative at y")}.");
        WidthDispatch.Write(writer, step.Name, parameters, width => Body(writer, step, dy, dx, winners, y, width));
    }

    private static void Body(CodeWriter writer, PoolBackwardStep step, TensorGeometry dy, TensorGeometry dx, TensorGeometry? winners, TensorGeometry? y, VectorWidth width)
    {
        var window = step.Window;
        string v = WidthDispatch.Alias(width);
        using (writer.Open($"for (int block = 0; block < {dx.Blocks}; block++)"))
        using (writer.Open($"for (int row = 0; row < {dx.Shape.Height}; row++)"))
        {
            Readers(writer, "row", "r", window.Rows, window.StrideRows, window.PadTop, dy.Shape.Height);
            using (writer.Open($"for (int column = 0; column < {dx.Shape.Width}; column++)"))
            {
                Readers(writer, "column", "c", window.Columns, window.StrideColumns, window.PadLeft, dy.Shape.Width);
                using (PoolWindow.Lanes(writer, width))
                {
                    writer.Line($"var sum = {v}.Create<float>(0f);");
                    using (writer.Block("for (int r = rFirst; r < rEnd; r++)"))
                    using (writer.Block("for (int c = cFirst; c < cEnd; c++)"))
                        Gather(writer, step, dy, dx, winners, v);
                    string result = "sum";
                    if (y is { } at)
                    {
                        writer.Code($"var output = {v}.LoadUnsafe(ref Mem.Add(ref Mem.AsRef(in y), block * {at.BlockStride} + (row + {at.Halo.Top}) * {at.RowStride} + (column + {at.Halo.Left}) * 16 + lane));");
                        result = TileEmitter.Derivative(v, step.Epilogue, "sum", "output");
                    }
                    string to = Invariant.Format($"block * {dx.BlockStride} + (row + {dx.Halo.Top}) * {dx.RowStride} + (column + {dx.Halo.Left}) * 16 + lane");
                    writer.Line($"{v}.StoreUnsafe({result}, ref Mem.Add(ref dx, {to}));");
                }
            }
        }
    }

    // The windows that read a pixel: their first is the least n with n * stride - pad + window > position, their last the greatest with n * stride - pad <= position.
    private static void Readers(CodeWriter writer, string position, string index, int window, int stride, int pad, int outputs)
    {
        string past = Invariant.Format($"{position} + {pad - window}");
        writer.Code($"int {index}First = {past} < 0 ? 0 : ({past}) / {stride} + 1;");
        writer.Code($"int {index}End = global::System.Math.Min({outputs}, ({position} + {pad}) / {stride} + 1);");
    }

    private static void Gather(CodeWriter writer, PoolBackwardStep step, TensorGeometry dy, TensorGeometry dx, TensorGeometry? winners, string v)
    {
        var window = step.Window;
        writer.Code($"var gradient = {v}.LoadUnsafe(ref Mem.Add(ref Mem.AsRef(in dy), block * {dy.BlockStride} + (r + {dy.Halo.Top}) * {dy.RowStride} + (c + {dy.Halo.Left}) * 16 + lane));");
        if (winners is { } w)
        {
            writer.Code($"var winner = {v}.LoadUnsafe(ref Mem.Add(ref Mem.AsRef(in winners), block * {w.BlockStride} + r * {w.RowStride} + c * 16 + lane));");
            writer.Code($"var me = {v}.Create<float>((float)((row + {window.PadTop} - r * {window.StrideRows}) * {window.Columns} + column + {window.PadLeft} - c * {window.StrideColumns}));");
            writer.Line($"sum += {v}.ConditionalSelect({v}.Equals(winner, me), gradient, {v}.Create<float>(0f));");
            return;
        }
        if (!window.IsPadded)
        {
            writer.Line("sum += gradient" + PoolWindow.DividedBy(v, window.Rows * window.Columns) + ";");
            return;
        }
        PoolWindow.Clip(writer, "r", "i", window.StrideRows, window.PadTop, window.Rows, dx.Shape.Height);
        PoolWindow.Clip(writer, "c", "j", window.StrideColumns, window.PadLeft, window.Columns, dx.Shape.Width);
        writer.Line($"sum += gradient / {v}.Create<float>((float)((iEnd - iFirst) * (jEnd - jFirst)));");
    }
}
