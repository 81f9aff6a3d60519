using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// Writes pooling over 2x2 windows that lie side by side, of planar maps: two rows are joined, a vector of columns at a time, and then the
/// even columns and the odd ones.
/// </summary>
internal static class PlanarPoolEmitter
{
    public static void Emit(KernelFiles files, string name, PoolShape pool)
    {
        string what = Invariant.Format(
            $"{(pool.Kind == PoolKind.Max ? "The largest" : pool.Kind == PoolKind.Sum ? "The sum" : "The mean")} of each 2x2 window: x is "
            + $"{pool.X}, y is {pool.Y}.");
        List<(string, string)> parameters = [("ref readonly float x", "in x"), ("ref float y", "ref y")];
        WidthDispatch.Write(files, name, parameters, [what], (writer, width) => Body(writer, pool, width));
    }

    private static void Body(CodeWriter writer, PoolShape pool, VectorWidth width)
    {
        var (x, y) = (pool.X, pool.Y);
        writer.Code($"for (nint channel = 0; channel < {y.Shape.Channels}; channel++)");
        using (writer.Open($"for (nint row = 0; row < {y.Shape.Height}; row++)"))
        {
            writer.Code(
                $"ref float top = ref _Mem.Add(ref _Mem.AsRef(in x), "
                + $"{Terms.Sum(Terms.Times("channel", x.ChannelStride), Terms.Times("row", 2 * x.RowStride), Terms.Number(x.Origin))});");
            writer.Code($"ref float bottom = ref _Mem.Add(ref top, {x.RowStride});");
            writer.Code(
                $"ref float to = ref _Mem.Add(ref y, "
                + $"{Terms.Sum(Terms.Times("channel", y.ChannelStride), Terms.Times("row", y.RowStride), Terms.Number(y.Origin))});");
            int half = width.Floats / 2;
            if (half < VectorWidth.Bits128.Floats || y.Shape.Width < half) OneByOne(writer, pool);
            else ByVectors(writer, pool, width, half);
        }
    }

    private static void ByVectors(CodeWriter writer, PoolShape pool, VectorWidth width, int half)
    {
        int columns = pool.Y.Shape.Width;
        writer.Line($"var even = _V.Create({Indices(0)});");
        writer.Line($"var odd = _V.Create({Indices(1)});");
        using (writer.Open($"for (nint at = 0; at < {columns}; at += {half})"))
        {
            string column = columns % half == 0 ? "at" : Invariant.Format($"at > {columns - half} ? {columns - half} : at");
            writer.Line($"nint column = {column};");
            string upper = $"_V.LoadUnsafe(ref _Mem.Add(ref top, 2 * column))",
            lower = $"_V.LoadUnsafe(ref _Mem.Add(ref bottom, 2 * column))";
            writer.Line($"var both = {Join(pool, "_V", upper, lower)};");
            string joined = Join(pool, "_H", $"_V.GetLower(_V.Shuffle(both, even))", $"_V.GetLower(_V.Shuffle(both, odd))");
            writer.Line($"_H.StoreUnsafe({Mean(pool, joined, factor => $"_H.Create<float>({factor})")}, ref _Mem.Add(ref to, column));");
        }

        string Indices(int first) =>
            string.Join(", ", Enumerable.Range(0, width.Floats).Select(i => Invariant.Format($"{(first + 2 * i) % width.Floats}")));
    }

    private static void OneByOne(CodeWriter writer, PoolShape pool)
    {
        using (writer.Open($"for (nint column = 0; column < {pool.Y.Shape.Width}; column++)"))
        {
            const string f = "global::System.MathF";
            string left = Join(pool, f, "_Mem.Add(ref top, 2 * column)", "_Mem.Add(ref bottom, 2 * column)");
            string right = Join(pool, f, "_Mem.Add(ref top, 2 * column + 1)", "_Mem.Add(ref bottom, 2 * column + 1)");
            writer.Line($"_Mem.Add(ref to, column) = {Mean(pool, Join(pool, f, left, right), factor => factor)};");
        }
    }

    // NaN wins, as in the kernels of blocked maps.
    private static string Join(PoolShape pool, string v, string one, string other) =>
        pool.Kind == PoolKind.Max ? $"{v}.Max({one}, {other})" : $"({one} + {other})";

    private static string Mean(PoolShape pool, string sum, Func<string, string> factor) =>
        pool.Kind is PoolKind.Max or PoolKind.Sum ? sum : $"{sum} * {factor("0.25f")}";
}
