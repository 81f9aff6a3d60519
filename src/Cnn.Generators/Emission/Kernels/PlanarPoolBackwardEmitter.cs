using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// Writes the way back of pooling without winners over 2x2 windows that lie side by side, of planar maps: each value goes to two columns of
/// two rows.
/// </summary>
internal static class PlanarPoolBackwardEmitter
{
    public static void Emit(KernelFiles files, string name, PoolBackwardShape pool)
    {
        string what = Invariant.Format(
            $"Each 2x2 window's gradient to its pixels: dy is {pool.Dy}, dx is "
            + $"{pool.Dx}{(pool.Y is null ? "" : "; times the derivative at y")}.");
        List<(string, string)> parameters = [("ref readonly float dy", "in dy"), ("ref float dx", "ref dx")];
        if (pool.Y is not null) parameters.Add(("ref readonly float y", "in y"));
        WidthDispatch.Write(files, name, parameters, [what], (writer, width) => Body(writer, pool, width));
    }

    private static void Body(CodeWriter writer, PoolBackwardShape pool, VectorWidth width)
    {
        var (dy, dx) = (pool.Dy, pool.Dx);
                int half = width.Floats / 2, columns = dy.Shape.Width;
        bool isShuffled = half >= VectorWidth.Bits128.Floats;
        if (isShuffled) writer.Line(
            $"var twice = _V.Create({string.Join(", ", Enumerable.Range(0, width.Floats).Select(i => Invariant.Format($"{i / 2}")))});");
        using (writer.Open($"for (nint channel = 0; channel < {dy.Shape.Channels}; channel++)"))
        {
            writer.Code(
                $"ref float to = ref _Mem.Add(ref dx, {Terms.Sum(Terms.Times("channel", dx.ChannelStride), Terms.Number(dx.Origin))});");
            if (pool.Y is { } y)
                writer.Code(
                    $"ref float at = ref _Mem.Add(ref _Mem.AsRef(in y), "
                    + $"{Terms.Sum(Terms.Times("channel", y.ChannelStride), Terms.Number(y.Origin))});");
            writer.Code($"for (nint row = 0; row < {dy.Shape.Height}; row++)");
            using (writer.Open($"for (nint first = 0; first < {columns}; first += {half})"))
            {
                writer.Line(
                    $"nint column = "
                    + $"{(columns % half == 0 ? "first" : Invariant.Format($"first > {columns - half} ? {columns - half} : first"))};");
                string from = Terms.Sum(
                    Terms.Times("channel", dy.ChannelStride), Terms.Times("row", dy.RowStride), "column", Terms.Number(dy.Origin));
                writer.Line($"ref float from = ref _Mem.Add(ref _Mem.AsRef(in dy), {from});");
                string values = isShuffled
                    ? $"_V.Shuffle(_V.Create(_H.LoadUnsafe(ref from), _H.LoadUnsafe(ref from)), twice)"
                        : $"_V.Create(from, from, _Mem.Add(ref from, 1), _Mem.Add(ref from, 1))";
                writer.Line($"var gradient = {values}{(pool.Kind == PoolKind.Sum ? "" : $" * _V.Create<float>(0.25f)")};");
                for (int i = 0; i < 2; i++) Store(writer, pool, i);
            }
            Zeros(writer, dx, 2 * dy.Shape.Height, 2 * columns);
        }
    }

    private static void Store(CodeWriter writer, PoolBackwardShape pool, int i)
    {
        string gradient = "gradient";
        if (pool.Y is { } y)
            gradient = TileEmitter.Derivative(pool.Epilogue, gradient, Load(writer, Invariant.Format($"output{i}"), Pixel(i, y)));
        writer.Code($"_V.StoreUnsafe({gradient}, ref _Mem.Add(ref to, {Pixel(i, pool.Dx)}));");
    }

    private static string Pixel(int i, TensorGeometry g) => i == 0
        ? Invariant.Format($"row * {2 * g.RowStride} + 2 * column")
        : Invariant.Format($"row * {2 * g.RowStride} + 2 * column + {i * g.RowStride}");

    private static string Load(CodeWriter writer, string name, string address)
    {
        writer.Line($"var {name} = _V.LoadUnsafe(ref _Mem.Add(ref at, {address}));");
        return name;
    }

    // Pixels behind the last window are read by none.
    private static void Zeros(CodeWriter writer, TensorGeometry dx, int rows, int columns)
    {
        if (columns < dx.Shape.Width)
            writer.Code($"for (nint row = 0; row < {rows}; row++) _Mem.Add(ref to, row * {dx.RowStride} + {columns}) = 0f;");
        if (rows < dx.Shape.Height)
            writer.Code($"_VectorMath.Clear(ref _Mem.Add(ref to, {rows * dx.RowStride}), {dx.Shape.Width});");
    }
}
