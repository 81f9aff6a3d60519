namespace Cnn.Dsl;

/// <summary>
/// The 1×1 convolution that gives one input of a sum the shape of another, whose stride leaves ⌈size / stride⌉ rows and columns (He et al.,
/// 2015).
/// </summary>
/// <param name="Position">The input's position in the sum.</param>
/// <param name="From">Its shape.</param>
/// <param name="To">The shape that it gets.</param>
/// <param name="StrideRows">How far the convolution moves down.</param>
/// <param name="StrideColumns">How far it moves to the right.</param>
internal sealed record Projection(int Position, TensorShape From, TensorShape To, int StrideRows, int StrideColumns)
{
    /// <summary>The projection of a sum's other input to its first, or else of the first to the other; null where there is none.</summary>
    public static Projection? Between(TensorShape first, TensorShape other, int position) =>
        Of(position, other, first) ?? Of(0, first, other);

    // The projection of one shape to another.
    private static Projection? Of(int position, TensorShape from, TensorShape to) =>
        Stride(from.Height, to.Height) is { } rows && Stride(from.Width, to.Width) is { } columns
            ? new(position, from, to, rows, columns) : null;

    /// <summary>What a tool needs to write it.</summary>
    public EquatableArray<IssueProperty> Properties => new(
        Property(IssueProperty.ProjectedInput, Position),
        Property(IssueProperty.ProjectionMaps, To.Channels),
        Property(IssueProperty.ProjectionStrideRows, StrideRows),
        Property(IssueProperty.ProjectionStrideColumns, StrideColumns));

    /// <summary>The advice, with the arithmetic.</summary>
    /// <param name="name">What the input is called.</param>
    public string Describe(string name)
    {
        var (rows, columns) = (StrideRows, StrideColumns);
        string stride = (rows, columns) == (1, 1) ? "" : rows == columns
            ? Invariant.Format($" with stride {rows}") : Invariant.Format($" with stride {rows}x{columns}");
        string count = rows > 1 ? Share(From.Height, rows, "rows") : columns > 1 ? Share(From.Width, columns, "columns") : "";
        return Invariant.Format($"a 1x1 convolution of {To.Channels} maps{stride} after '{name}' would make them equal{count}");
    }

    private static string Share(int size, int stride, string lines) =>
        Invariant.Format($" ({size} / {stride}{(size % stride == 0 ? "" : " rounded up")} = {(size + stride - 1L) / stride} {lines})");

    private static int? Stride(int from, int to)
    {
        if (from < to) return null;
        int stride = (int)(((long)from + to - 1) / to);
        return ((long)from + stride - 1) / stride == to ? stride : null;
    }

    private static IssueProperty Property(string name, int value) => new(name, Invariant.Format($"{value}"));
}
