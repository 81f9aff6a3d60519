using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// Writes pooling over rows and columns, forward: 16 channels at a time, the window clipped where it reaches past the border.
/// </summary>
internal static class PoolEmitter
{
    public static void Emit(KernelFiles files, string name, PoolShape pool)
    {
        if (pool.Form == PoolForm.Planar)
        {
            PlanarPoolEmitter.Emit(files, name, pool);
            return;
        }
        List<(string, string)> parameters = [("ref readonly float x", "in x"), ("ref float y", "ref y")];
        if (pool.Winners is not null) parameters.Add(("ref float winners", "ref winners"));
        string what = Invariant.Format(
            $"{(pool.Kind == PoolKind.Max ? "The largest" : pool.Kind == PoolKind.Sum ? "The sum" : "The mean")} of each "
            + $"{pool.Window.Rows}x{pool.Window.Columns} window: x is {pool.X}, y is {pool.Y}.");
        WidthDispatch.Write(files, name, parameters, [what], (writer, width) =>
        {
            if (pool.Form == PoolForm.SharedColumns) MaxPoolEmitter.Body(writer, pool, width);
            else Body(writer, pool, width);
        });
    }

    private static void Body(CodeWriter writer, PoolShape pool, VectorWidth width)
    {
        var (window, x, y) = (pool.Window, pool.X, pool.Y);
        PixelAddress.Blocks(writer, y);
        using (writer.Open($"for (int row = 0; row < {y.Shape.Height}; row++)"))
        using (writer.Open($"for (int column = 0; column < {y.Shape.Width}; column++)"))
        {
            if (window.IsClipped)
            {
                PoolWindow.Clip(writer, "row", "i", window.StrideRows, window.PadTop, window.Rows, x.Shape.Height);
                PoolWindow.Clip(writer, "column", "j", window.StrideColumns, window.PadLeft, window.Columns, x.Shape.Width);
            }
            using (PixelAddress.Lanes(writer, width, out string lane))
            {
                writer.Line($"ref float at = ref _Mem.Add(ref _Mem.AsRef(in x), {First(pool, lane)});");
                writer.Line(pool.Kind == PoolKind.Max
                    ? "var best = _V.Create<float>(float.NegativeInfinity);"
                    : "var sum = _F.Zero;");
                if (pool.IsCut) writer.Line($"var total = _F.Zero;");
                if (pool.Winners is not null) writer.Line($"var winner = {WinnerBits.Of("0")};");
                Window(writer, pool);
                writer.Line($"_V.StoreUnsafe({Result(pool)}, ref _Mem.Add(ref y, {PixelAddress.Of(y, "row", "column", lane)}));");
                if (pool.Winners is { } w)
                    writer.Line($"_V.StoreUnsafe(winner, ref _Mem.Add(ref winners, {PixelAddress.Of(w, "row", "column", lane)}));");
            }
        }
    }

    // Where a window begins, which may be before the map.
    private static string First(PoolShape pool, string lane)
    {
        var window = pool.Window;
        string row = Terms.Times("row", window.StrideRows), column = Terms.Times("column", window.StrideColumns);
        return pool.IsFar
            ? PixelAddress.Far(pool.X, row, column, lane, -window.PadTop, -window.PadLeft)
            : PixelAddress.Of(pool.X, row, column, lane, -window.PadTop, -window.PadLeft);
    }

    private static string Result(PoolShape pool)
    {
        if (pool.Kind == PoolKind.Max) return "best";
        return (pool.IsCut ? "(total + sum)" : "sum") + PoolWindow.Mean(pool.Kind, pool.Window, pool.X.Shape, "row", "column");
    }

    private static void Window(CodeWriter writer, PoolShape pool)
    {
        var window = pool.Window;
        if (pool.IsUnrolled)
        {
            for (int i = 0; i < window.Rows; i++)
                for (int j = 0; j < window.Columns; j++)
                    using (pool.Kind == PoolKind.Max ? writer.Scope() : default)
                        Pixel(writer, pool, Invariant.Format($"{i * pool.X.RowStride + j * 16}"),
                            Invariant.Format($"{i * window.Columns + j}"));
            return;
        }
        SumLoops.Write(
            writer, [Loop("i", window.Rows), Loop("j", window.Columns)], 1, "", pool.IsCut ? () =>
                SumLoops.EndRun(writer, "sum", "total") : null,
            () => Pixel(
                writer, pool, Invariant.Format($"i * {pool.X.RowStride} + j * 16"),
                $"(int)({Terms.Sum(Terms.Times("i", window.Columns), "j")})"));

        SumLoop Loop(string index, int extent) =>
            window.IsClipped ? new(index, extent) { Begin = index + "First", End = index + "End" } : new(index, extent);
    }

    // NaN wins, as in PyTorch and TensorFlow: a network that has gone wrong must not look well.
    private static void Pixel(CodeWriter writer, PoolShape pool, string offset, string index)
    {
        string load = $"_V.LoadUnsafe(ref {Terms.At("at", offset)})";
        if (pool.Kind != PoolKind.Max)
        {
            writer.Line($"sum += {load};");
            return;
        }
        writer.Line($"var value = {load};");
        writer.Line($"var wins = _V.GreaterThan(value, best) | ~_V.Equals(value, value);");
        writer.Line($"best = _V.ConditionalSelect(wins, value, best);");
        if (pool.Winners is not null) writer.Line($"winner = _V.ConditionalSelect(wins, {WinnerBits.Of(index)}, winner);");
    }
}
