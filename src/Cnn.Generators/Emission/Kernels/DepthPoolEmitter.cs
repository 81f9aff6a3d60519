using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes pooling over channels. Windows lie across the lanes of a vector, so this goes one value at a time.</summary>
internal static class DepthPoolEmitter
{
    public static void EmitForward(KernelFiles files, string name, DepthPoolShape pool)
    {
        var writer = files.NextChoice();
        var (x, y) = (pool.X, pool.Y);
        writer.Code(
            $"// {(pool.Kind == PoolKind.Max ? "The largest" : "The mean")} of every {pool.Window} neighbouring channels: x is {x}, y is "
            + $"{y}.");
        using (writer.Open($"internal static void {name}(ref readonly float x, ref float y)"))
        using (Pixels(writer, y, ("x", x), ("y", y)))
        {
            using (writer.Open($"for (int channel = 0; channel < {y.Shape.Channels}; channel++)"))
            {
                writer.Line($"int first = {Terms.Times("channel", pool.Window)};");
                if (pool.Kind == PoolKind.Max)
                {
                    writer.Code($"float best = {Lane("atX", "first", x)};");
                    using (writer.Open($"for (int i = 1; i < {pool.Window}; i++)"))
                    {
                        writer.Code($"float value = {Lane("atX", "first + i", x)};");
                        writer.Line("if (value > best || float.IsNaN(value)) best = value;");
                    }
                    writer.Code($"{Lane("atY", "channel", y)} = best;");
                }
                else
                {
                    writer.Line("double sum = 0;");
                    writer.Code($"for (int i = 0; i < {pool.Window}; i++) sum += {Lane("atX", "first + i", x)};");
                    writer.Code($"{Lane("atY", "channel", y)} = (float)(sum / {pool.Window});");
                }
            }
        }
    }

    public static void EmitBackward(KernelFiles files, string name, DepthPoolBackwardShape pool)
    {
        var writer = files.NextChoice();
        var (x, dy, dx) = (pool.X, pool.Dy, pool.Dx);
        writer.Code(
            $"// Each window's gradient back to its {(pool.Kind == PoolKind.Max ? "first largest channel" : "channels")}: dy is {dy}, dx "
            + $"is {dx}.");
        using (writer.Open($"internal static void {name}(ref readonly float x, ref readonly float dy, ref float dx)"))
        using (Pixels(writer, dy, ("x", x), ("dy", dy), ("dx", dx)))
        {
            writer.Code($"for (int lane = 0; lane < {dx.Blocks * 16}; lane++) {Lane("atDx", "lane", dx)} = 0f;");
            using (writer.Open($"for (int channel = 0; channel < {dy.Shape.Channels}; channel++)"))
            {
                writer.Line($"int first = {Terms.Times("channel", pool.Window)};");
                writer.Code($"float gradient = {Lane("atDy", "channel", dy)};");
                if (pool.Kind == PoolKind.Max)
                {
                    writer.Line("int best = first;");
                    using (writer.Open($"for (int i = 1; i < {pool.Window}; i++)"))
                    {
                        writer.Code($"float value = {Lane("atX", "first + i", x)};");
                        writer.Code($"if (value > {Lane("atX", "best", x)} || float.IsNaN(value)) best = first + i;");
                    }
                    writer.Code($"{Lane("atDx", "best", dx)} = gradient;");
                }
                else
                {
                    writer.Code($"for (int i = 0; i < {pool.Window}; i++) {Lane("atDx", "first + i", dx)} = gradient / {pool.Window}f;");
                }
            }
        }
    }

    private static string Lane(string reference, string channel, TensorGeometry geometry) =>
        Invariant.Format($"_Mem.Add(ref {reference}, ({channel}) / 16 * {geometry.BlockStride} + ({channel}) % 16)");

    private static CodeWriter.Braces Pixels(
        CodeWriter writer, TensorGeometry pixels, params (string Name, TensorGeometry Geometry)[] operands)
    {
        writer.Code($"for (int row = 0; row < {pixels.Shape.Height}; row++)");
        var braces = writer.Open($"for (int column = 0; column < {pixels.Shape.Width}; column++)");
        foreach (var (name, g) in operands)
        {
            string title = char.ToUpperInvariant(name[0]) + name.Substring(1);
            string row = Terms.Times(Terms.Moved("row", g.Halo.Top), g.RowStride);
            string column = Terms.Times(Terms.Moved("column", g.Halo.Left), TensorGeometry.Lanes);
            writer.Line($"ref float at{title} = ref _Mem.Add(ref _Mem.AsRef(in {name}), {Terms.Sum(row, column)});");
        }
        return braces;
    }
}
