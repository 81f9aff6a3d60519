using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes the gradient of one map's weights and bias in a convolution of one channel, along the rows.</summary>
internal static class RowWeightGradientEmitter
{
    // A vector of the gradient, one of pixels, the lanes' mask and their numbers have registers besides the sums.
    private const int OtherRegisters = 4;

    public static void Emit(CodeWriter writer, string name, RowWeightGradientShape shape)
    {
        writer.Code($"// gradient[i, j] = sum over instances and pixels of x[row + i, column + j] * dy[map, row, column], a vector of columns at a time: x is {shape.X}, dy is {shape.Dy}.");
        List<(string, string)> parameters = [("ref readonly float x", "in x"), ("ref readonly float dy", "in dy"), ("ref float gradient", "ref gradient")];
        if (shape.HasBias) parameters.Add(("ref float bias", "ref bias"));
        parameters.AddRange([("int instances", "instances"), ("nint map", "map")]);
        WidthDispatch.Write(writer, name, parameters, width => Body(writer, shape, width));
    }

    private static void Body(CodeWriter writer, RowWeightGradientShape shape, VectorWidth width)
    {
        var window = shape.Window;
        string v = WidthDispatch.Alias(width);
        writer.Line($"var lanes = {v}.Create({string.Join(", ", Enumerable.Range(0, width.Floats).Select(i => Invariant.Format($"{i}f")))});");
        var taps = Enumerable.Range(0, window.Rows).SelectMany(i => Enumerable.Range(0, window.Columns).Select(j => (i, j))).ToArray();
        int together = width.Registers - OtherRegisters - (shape.HasBias ? 1 : 0);
        for (int first = 0; first < taps.Length; first += together)
            using (writer.Scope())
                Taps(writer, shape, width, taps.Skip(first).Take(together).ToArray(), shape.HasBias && first == 0);
    }

    private static void Taps(CodeWriter writer, RowWeightGradientShape shape, VectorWidth width, (int Row, int Column)[] taps, bool withBias)
    {
        var (window, x, dy) = (shape.Window, shape.X, shape.Dy);
        string v = WidthDispatch.Alias(width);
        int columns = dy.Shape.Width, step = width.Floats, firstWindow = x.Origin - window.PadTop * x.RowStride - window.PadLeft;
        for (int t = 0; t < taps.Length; t++) writer.Code($"var s{t} = {v}.Create<float>(0f);");
        if (withBias) writer.Line($"var sum = {v}.Create<float>(0f);");
        writer.Line("for (nint n = 0; n < instances; n++)");
        writer.Code($"for (nint row = 0; row < {dy.Shape.Height}; row++)");
        using (writer.Open($"for (nint at = 0; at < {columns}; at += {step})"))
        {
            string column = columns % step == 0 ? "at" : Invariant.Format($"at > {columns - step} ? {columns - step} : at");
            writer.Line($"nint column = {column};");
            writer.Code($"ref float a = ref _Mem.Add(ref _Mem.AsRef(in x), n * {shape.InstanceStride} + row * {x.RowStride} + column + {firstWindow});");
            writer.Code($"var d = {v}.LoadUnsafe(ref _Mem.Add(ref _Mem.AsRef(in dy), n * {shape.InstanceStride} + map * {dy.ChannelStride} + row * {dy.RowStride} + column + {dy.Origin}));");
            if (columns % step != 0)
            {
                writer.Line("// The last vector of a row begins with pixels of the one before, which must not count twice.");
                writer.Line($"d &= {v}.GreaterThanOrEqual(lanes, {v}.Create<float>(at - column));");
            }
            for (int t = 0; t < taps.Length; t++)
            {
                int offset = taps[t].Row * window.DilationRows * x.RowStride + taps[t].Column * window.DilationColumns;
                writer.Code($"s{t} = {v}.MultiplyAddEstimate({v}.LoadUnsafe(ref _Mem.Add(ref a, {offset})), d, s{t});");
            }
            if (withBias) writer.Line("sum += d;");
        }
        for (int t = 0; t < taps.Length; t++)
            writer.Code($"_Mem.Add(ref gradient, {(taps[t].Row * window.Columns + taps[t].Column) * TensorGeometry.Lanes}) = {v}.Sum(s{t});");
        if (withBias) writer.Line($"bias = {v}.Sum(sum);");
    }
}
