namespace Cnn.Planning;

/// <summary>What the instances of the batch are in a contraction.</summary>
public enum InstanceRole
{
    /// <summary>The outermost loop: each instance is a contraction of its own.</summary>
    Outer,

    /// <summary>Rows: several instances share one load of the second operand, as in a dense layer.</summary>
    Row,

    /// <summary>Summed over: the gradient of a weight.</summary>
    Reduced,
}

/// <summary>A dimension that the first operand and the result share.</summary>
public sealed record RowDimension(string Name, int Extent, int A, int C, int Y);

/// <summary>
/// A dimension that the second operand and the result share, in blocks of 16; in groups, and lane by lane, the first operand shares it,
/// too.
/// </summary>
public sealed record ColumnDimension(string Name, int Extent, int B, int C, int Y)
{
    /// <summary>
    /// From one step to the next in the first operand; 0 where all columns read the same values of it, as they do within a group of a
    /// convolution.
    /// </summary>
    public int A { get; init; }

    /// <summary>From one step to the next in the bias.</summary>
    public int Bias { get; init; }
}

/// <summary>A dimension that is summed over.</summary>
public sealed record ReducedDimension(string Name, int Extent, int A, int B);

/// <summary>A part of the sum: a nest of loops, the outermost first.</summary>
public sealed record Segment(int A, int B, EquatableArray<ReducedDimension> Dimensions);

/// <summary>Rows and columns that are held in registers at once, one way for each vector width.</summary>
/// <param name="Width">The vector width.</param>
/// <param name="Rows">The tile's extent in each row dimension; in the last one the rest may be smaller.</param>
/// <param name="Instances">Instances of a tile, where they are rows; else 1.</param>
/// <param name="Columns">Blocks of 16 columns.</param>
/// <param name="Unroll">How many steps of each segment's innermost loops are written out.</param>
public sealed record TilePlan(VectorWidth Width, EquatableArray<int> Rows, int Instances, int Columns, int Unroll)
{
    /// <summary>
    /// The tile for what does not fill this one: instances, or counted rows. It sums in the same order, so that nothing depends on how many
    /// there are. Null where there is none.
    /// </summary>
    public TilePlan? Few { get; init; }

    /// <summary>Rows of the tile.</summary>
    public int RowCount => Rows.Aggregate(Instances, (product, extent) => product * extent);
}

/// <summary>What a sum begins with.</summary>
public enum SumStart
{
    /// <summary>Zero.</summary>
    Zero,

    /// <summary>The bias of its column.</summary>
    Bias,

    /// <summary>What the result holds already: gradients from several readers add up.</summary>
    Result,
}

/// <summary>
/// The inner kernel of convolutions and dense layers, forward and backward:
/// <c>C[row, column] = f(bias[column] + sum over k of A[row, k] * B[k, column])</c>,
/// where a column is 16 floats wide, A's values are broadcast, and every address is a constant plus constants times loop counters.
/// </summary>
/// <param name="Instances">What the instances are.</param>
/// <param name="InstanceStride">From one instance's slot to the next.</param>
/// <param name="Rows">The row dimensions, the outermost first.</param>
/// <param name="Columns">The column dimensions, the outermost first; a tile spans the last.</param>
/// <param name="Segments">The parts of the sum; none where the result is zero.</param>
/// <param name="Start">What sums begin with.</param>
/// <param name="Epilogue">What happens to a sum before it is stored.</param>
/// <param name="UnitRows">
/// Whether the outermost row dimension is cut into units of work, besides the columns; only where instances are reduced.
/// </param>
/// <param name="Tiles">The tile for each vector width, the widest first.</param>
public sealed record ContractionPlan(
    InstanceRole Instances,
    int InstanceStride,
    EquatableArray<RowDimension> Rows,
    EquatableArray<ColumnDimension> Columns,
    EquatableArray<Segment> Segments,
    SumStart Start,
    Epilogue Epilogue,
    bool UnitRows,
    EquatableArray<TilePlan> Tiles) : KernelShape
{
    /// <summary>
    /// Whether A's values are not broadcast but read 16 at a time as B's, each lane a product of its own: the depth-wise convolution.
    /// </summary>
    public bool IsLanewise { get; init; }

    /// <summary>
    /// Whether threads can share a call, each taking a part of the tiles: where there is enough work in one. Not where instances are
    /// reduced, which has units.
    /// </summary>
    public bool IsSplit { get; init; }

    /// <summary>
    /// Whether what operand Y holds is added to a sum before anything else happens to it: the other summand of an addition that follows.
    /// </summary>
    public bool AddsY { get; init; }

    /// <summary>
    /// Whether a call says how many of the rows there are, so that the others are not computed, but for some that share a tile with them.
    /// There is one row dimension then, and results do not depend on what was in their place.
    /// </summary>
    public bool CountsRows { get; init; }

    /// <summary>How many instances a sum goes over at most; 1 where none are reduced.</summary>
    public int MostInstances { get; init; } = 1;

    /// <summary>
    /// Whether a sum has more terms than a run may have, so that the result holds its total meanwhile (<see cref="SummationRun"/>).
    /// </summary>
    public bool IsCut =>
        (double)MostInstances * Segments.Sum(
            segment => segment.Dimensions.Aggregate(1.0, (terms, dimension) => terms * dimension.Extent)) > SummationRun.Longest;

    /// <summary>Units of work, where instances are reduced.</summary>
    public int Units => Columns.Aggregate(1, (product, column) => product * column.Extent) * (UnitRows ? Rows[0].Extent : 1);
}

/// <summary>A contraction as a part of a step: where its operands lie relative to theirs, and the kernel that it runs.</summary>
/// <param name="Kernel">The kernel's name; parts with equal plans share one.</param>
/// <param name="A">Where the first operand begins.</param>
/// <param name="B">Where the second operand begins.</param>
/// <param name="C">Where the result begins.</param>
/// <param name="Y">Where the operand of the derivative or the addition begins.</param>
/// <param name="Plan">The kernel.</param>
public sealed record ContractionPart(string Kernel, int A, int B, int C, int Y, ContractionPlan Plan)
{
    /// <summary>Where the bias begins.</summary>
    public int Bias { get; init; }
}
