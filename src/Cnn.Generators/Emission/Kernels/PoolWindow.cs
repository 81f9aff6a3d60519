using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>What pooling forward and backward write alike.</summary>
internal static class PoolWindow
{
    /// <summary>Declares <c>{index}First</c> and <c>{index}End</c>: the part of the window that lies inside the input.</summary>
    public static void Clip(CodeWriter writer, string position, string index, int stride, int pad, int window, int size)
    {
        string at = Terms.Times(position, stride);
        writer.Line($"nint {index}First = {(pad == 0 ? "0" : Invariant.Format($"global::System.Math.Max(0, {pad} - {at})"))};");
        writer.Code($"nint {index}End = global::System.Math.Min({window}, {size + pad} - {at});");
    }

    /// <summary>
    /// What a sum is divided by, if at all, for the window at <paramref name="row"/> and <paramref name="column"/>. Where the window is
    /// clipped, the part of it inside the input is known as <see cref="Clip"/> declares it.
    /// </summary>
    public static string Mean(PoolKind kind, SpatialWindow window, TensorShape input, string row, string column)
    {
        if (kind == PoolKind.Sum) return "";
        if (kind == PoolKind.PaddedAverage && window.ReachesBeyond)
        {
            string rows = Inside(window.Rows, input.Height + window.PadTop + window.PadBottom, row, window.StrideRows);
            string columns = Inside(window.Columns, input.Width + window.PadLeft + window.PadRight, column, window.StrideColumns);
            return $" / _V.Create<float>({rows} * {columns})";
        }
        if (kind == PoolKind.Average && window.IsClipped) return $" / _V.Create<float>((iEnd - iFirst) * (jEnd - jFirst))";
        return DividedBy(window.Rows * window.Columns);

        // How much of the window lies inside the padded input.
        static string Inside(int window, int size, string position, int stride) =>
            Invariant.Format($"global::System.Math.Min({window}, {size} - {Terms.Times(position, stride)})");
    }

    /// <summary>A division; by a power of two, where it is exact, as a multiplication.</summary>
    public static string DividedBy(int count) => (count & (count - 1)) == 0
        ? $" * _V.Create<float>({CodeWriterExtensions.Literal(1f / count)})"
        : Invariant.Format($" / _V.Create<float>({count}f)");
}
