using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>Writes the data gradient of a convolution into few channels, along the rows.</summary>
internal static class RowDataGradientEmitter
{
    public static void Emit(CodeWriter writer, string name, RowDataGradientShape shape)
    {
        writer.Code($"// dx[channel, row, column] = sum of dy[map, row - i, column - j] * weights[i, j, channel, map], a vector of columns at a time: dy is {shape.Dy}, dx is {shape.Dx}.");
        List<(string, string)> parameters = [("ref readonly float dy", "in dy"), ("ref readonly float weights", "in weights"), ("ref float dx", "ref dx")];
        WidthDispatch.Write(writer, name, parameters, width => Body(writer, shape, width));
    }

    private static void Body(CodeWriter writer, RowDataGradientShape shape, VectorWidth width)
    {
        var dx = shape.Dx;
        int columns = dx.Shape.Width, step = width.Floats, tile = shape.RowsOfTile(width);
        using (writer.Open($"for (nint at = 0; at < {columns}; at += {step})"))
        {
            // The last vector ends with the row, where the row is as long as a vector.
            string column = columns % step == 0 || columns < step ? "at" : Invariant.Format($"at > {columns - step} ? {columns - step} : at");
            writer.Line($"nint column = {column};");
            using (writer.Open($"for (nint channel = 0; channel < {dx.Shape.Channels}; channel++)"))
            {
                for (int first = 0; first < dx.Shape.Height; first += tile)
                    using (writer.Scope())
                        Tile(writer, shape, width, first, Math.Min(tile, dx.Shape.Height - first));
            }
        }
    }

    private static void Tile(CodeWriter writer, RowDataGradientShape shape, VectorWidth width, int first, int rows)
    {
        var (window, dy, dx) = (shape.Window, shape.Dy, shape.Dx);
        string v = WidthDispatch.Alias(width);
        int maps = dy.Shape.Channels, tap = dx.Shape.Channels * TensorGeometry.Lanes, block = window.Rows * window.Columns * tap;
        for (int r = 0; r < rows; r++) writer.Code($"var s{r} = {v}.Create<float>(0f);");
        using (writer.Open($"for (nint map = 0; map < {maps}; map++)"))
        using (writer.Open($"for (nint j = 0; j < {window.Columns}; j++)"))
        {
            string lane = maps <= TensorGeometry.Lanes ? "map" : Invariant.Format($"map / 16 * {block} + map % 16");
            writer.Code($"ref float a = ref _Mem.Add(ref _Mem.AsRef(in dy), map * {dy.ChannelStride} + column - j + {shape.Left + window.PadLeft});");
            writer.Code($"ref float b = ref _Mem.Add(ref _Mem.AsRef(in weights), {lane} + j * {tap} + channel * 16);");
            for (int i = 0; i < window.Rows; i++) writer.Code($"var w{i} = {v}.Create<float>({At("b", i * window.Columns * tap)});");
            for (int q = 0; q < dy.Shape.Height; q++)
            {
                int[] reached = Enumerable.Range(0, window.Rows).Where(i => q + i - window.PadTop >= first && q + i - window.PadTop < first + rows).ToArray();
                if (reached.Length == 0) continue;
                writer.Code($"var x{q} = {v}.LoadUnsafe(ref {At("a", q * dy.RowStride)});");
                foreach (int i in reached)
                {
                    int r = q + i - window.PadTop - first;
                    writer.Code($"s{r} = {v}.MultiplyAddEstimate(x{q}, w{i}, s{r});");
                }
            }
        }
        writer.Code($"ref float c = ref _Mem.Add(ref dx, channel * {dx.ChannelStride} + column + {dx.Origin + first * dx.RowStride});");
        for (int r = 0; r < rows; r++) writer.Code($"{v}.StoreUnsafe(s{r}, ref {At("c", r * dx.RowStride)});");
    }

    private static string At(string reference, int offset) => offset == 0 ? reference : Invariant.Format($"_Mem.Add(ref {reference}, {offset})");
}
