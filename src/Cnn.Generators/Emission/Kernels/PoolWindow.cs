using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>What pooling forward and backward write alike.</summary>
internal static class PoolWindow
{
    /// <summary>Declares <c>{index}First</c> and <c>{index}End</c>: the part of the window that lies inside the input.</summary>
    public static void Clip(CodeWriter writer, string position, string index, int stride, int pad, int window, int size)
    {
        writer.Code($"int {index}First = global::System.Math.Max(0, {pad} - {position} * {stride});");
        writer.Code($"int {index}End = global::System.Math.Min({window}, {size + pad} - {position} * {stride});");
    }

    /// <summary>A division; by a power of two, where it is exact, as a multiplication.</summary>
    public static string DividedBy(string v, int count) => (count & (count - 1)) == 0
        ? $" * {v}.Create<float>({CodeWriterExtensions.Literal(1f / count)})"
        : Invariant.Format($" / {v}.Create<float>({count}f)");
}
