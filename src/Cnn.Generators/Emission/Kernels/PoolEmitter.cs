using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes pooling over rows and columns, forward: 16 channels at a time, the window clipped where it reaches past the border.</summary>
internal static class PoolEmitter
{
    private const int LargestUnrolledWindow = 16;

    public static void Emit(CodeWriter writer, PoolStep step, TensorGeometry x, TensorGeometry y, TensorGeometry? winners)
    {
        List<(string, string)> parameters = [("ref readonly float x", "in x"), ("ref float y", "ref y")];
        if (winners is not null) parameters.Add(("ref float winners", "ref winners"));
        writer.Code($"// {(step.Kind == PoolKind.Max ? "The largest" : "The mean")} of each {step.Window.Rows}x{step.Window.Columns} window: x is {x}, y is {y}.");
        WidthDispatch.Write(writer, step.Name, parameters, width => Body(writer, step, x, y, winners, width));
    }

    private static void Body(CodeWriter writer, PoolStep step, TensorGeometry x, TensorGeometry y, TensorGeometry? winners, VectorWidth width)
    {
        var window = step.Window;
        PixelAddress.Blocks(writer, y);
        using (writer.Open($"for (int row = 0; row < {y.Shape.Height}; row++)"))
        using (writer.Open($"for (int column = 0; column < {y.Shape.Width}; column++)"))
        {
            if (window.IsPadded)
            {
                PoolWindow.Clip(writer, "row", "i", window.StrideRows, window.PadTop, window.Rows, x.Shape.Height);
                PoolWindow.Clip(writer, "column", "j", window.StrideColumns, window.PadLeft, window.Columns, x.Shape.Width);
            }
            using (PixelAddress.Lanes(writer, width, out string lane))
            {
                string first = PixelAddress.Of(
                    x, Times("row", window.StrideRows), Times("column", window.StrideColumns), lane, -window.PadTop, -window.PadLeft);
                writer.Line($"ref float at = ref _Mem.Add(ref _Mem.AsRef(in x), {first});");
                string v = WidthDispatch.Alias(width);
                writer.Line(step.Kind == PoolKind.Max ? $"var best = {v}.Create<float>(float.NegativeInfinity);" : $"var sum = {v}.Create<float>(0f);");
                if (winners is not null) writer.Line($"var winner = {v}.Create<float>(0f);");
                Window(writer, step, x, winners is not null, v);
                writer.Line($"{v}.StoreUnsafe({Result(step, v)}, ref _Mem.Add(ref y, {PixelAddress.Of(y, "row", "column", lane)}));");
                if (winners is { } w)
                    writer.Line($"{v}.StoreUnsafe(winner, ref _Mem.Add(ref winners, {PixelAddress.Of(w, "row", "column", lane)}));");
            }
        }

        static string Times(string position, int stride) => stride == 1 ? position : Invariant.Format($"{position} * {stride}");
    }

    private static string Result(PoolStep step, string v)
    {
        if (step.Kind == PoolKind.Max) return "best";
        if (step.Window.IsPadded) return $"sum / {v}.Create<float>((iEnd - iFirst) * (jEnd - jFirst))";
        return "sum" + PoolWindow.DividedBy(v, step.Window.Rows * step.Window.Columns);
    }

    private static void Window(CodeWriter writer, PoolStep step, TensorGeometry x, bool withWinners, string v)
    {
        var window = step.Window;
        if (!window.IsPadded && window.Rows * window.Columns <= LargestUnrolledWindow)
        {
            for (int i = 0; i < window.Rows; i++)
                for (int j = 0; j < window.Columns; j++)
                    using (step.Kind == PoolKind.Max ? writer.Scope() : default)
                        Pixel(writer, step, withWinners, v, Invariant.Format($"{i * x.RowStride + j * 16}"), Invariant.Format($"{i * window.Columns + j}f"));
            return;
        }
        string rows = window.IsPadded ? "for (int i = iFirst; i < iEnd; i++)" : Invariant.Format($"for (int i = 0; i < {window.Rows}; i++)");
        string columns = window.IsPadded ? "for (int j = jFirst; j < jEnd; j++)" : Invariant.Format($"for (int j = 0; j < {window.Columns}; j++)");
        using (writer.Block(rows))
        using (writer.Block(columns))
            Pixel(writer, step, withWinners, v, Invariant.Format($"i * {x.RowStride} + j * 16"), Invariant.Format($"i * {window.Columns} + j"));
    }

    // NaN wins, as in PyTorch and TensorFlow: a network that has gone wrong must not look well.
    private static void Pixel(CodeWriter writer, PoolStep step, bool withWinners, string v, string offset, string index)
    {
        string load = $"{v}.LoadUnsafe(ref {(offset == "0" ? "at" : $"_Mem.Add(ref at, {offset})")})";
        if (step.Kind == PoolKind.Average)
        {
            writer.Line($"sum += {load};");
            return;
        }
        writer.Line($"var value = {load};");
        writer.Line($"var wins = {v}.GreaterThan(value, best) | ~{v}.Equals(value, value);");
        writer.Line($"best = {v}.ConditionalSelect(wins, value, best);");
        if (withWinners) writer.Line($"winner = {v}.ConditionalSelect(wins, {v}.Create<float>({index}), winner);");
    }
}
