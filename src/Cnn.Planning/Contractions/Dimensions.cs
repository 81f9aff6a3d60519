namespace Cnn.Planning;

/// <summary>Simplifies nests of loops: dimensions of one step go, and neighbours that run on become one.</summary>
internal static class Dimensions
{
    public static EquatableArray<ReducedDimension> Simplify(params ReducedDimension[] dimensions) => Fold(
        dimensions,
        d => d.Extent,
        (outer, inner) => outer.A == inner.Extent * inner.A && outer.B == inner.Extent * inner.B,
        (outer, inner) => inner with { Name = outer.Name + inner.Name, Extent = outer.Extent * inner.Extent });

    public static EquatableArray<RowDimension> Simplify(params RowDimension[] dimensions) => Fold(
        dimensions,
        d => d.Extent,
        (outer, inner) => outer.A == inner.Extent * inner.A && outer.C == inner.Extent * inner.C && outer.Y == inner.Extent * inner.Y,
        (outer, inner) => inner with { Name = outer.Name + inner.Name, Extent = outer.Extent * inner.Extent });

    public static EquatableArray<ColumnDimension> Simplify(params ColumnDimension[] dimensions)
    {
        var simple = Fold(
            dimensions,
            d => d.Extent,
            (outer, inner) => outer.B == inner.Extent * inner.B && outer.C == inner.Extent * inner.C && outer.Y == inner.Extent * inner.Y
                && outer.A == inner.Extent * inner.A && outer.Bias == inner.Extent * inner.Bias,
            (outer, inner) => inner with { Name = outer.Name + inner.Name, Extent = outer.Extent * inner.Extent });
        return simple.Count > 0 ? simple : new(dimensions[0]);
    }

    private static EquatableArray<T> Fold<T>(T[] dimensions, Func<T, int> extent, Func<T, T, bool> runsOn, Func<T, T, T> join)
    {
        var result = new List<T>();
        foreach (var dimension in dimensions.Where(dimension => extent(dimension) != 1))
        {
            if (result.Count > 0 && runsOn(result[result.Count - 1], dimension)) result[result.Count - 1] = join(
                result[result.Count - 1], dimension);
            else result.Add(dimension);
        }
        return result.ToEquatableArray();
    }
}
