using System.Globalization;

namespace Cnn.Planning;

/// <summary>A number in a form of a kernel: a constant, or an argument, so that contractions in which it differs share the form.</summary>
public readonly record struct KernelNumber
{
    private KernelNumber(int value, string? argument) => (Value, Argument) = (value, argument);

    /// <summary>The constant; 0 where it is an argument.</summary>
    public int Value { get; }

    /// <summary>The argument's name; null where it is a constant.</summary>
    public string? Argument { get; }

    /// <summary>Whether it is a constant.</summary>
    public bool IsConstant => Argument is null;

    /// <summary>An argument.</summary>
    public static KernelNumber Of(string argument) => new(0, argument);

    /// <summary>A constant.</summary>
    public static implicit operator KernelNumber(int value) => new(value, null);

    /// <summary>As it is written in code.</summary>
    public override string ToString() => Argument ?? Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A row dimension of a form.</summary>
/// <param name="Extent">Rows.</param>
/// <param name="Tile">Rows of a tile.</param>
/// <param name="Rest">Rows that are left when tiles no longer fit.</param>
/// <param name="A">From one row to the next in the first operand.</param>
/// <param name="C">From one row to the next in the result.</param>
/// <param name="Y">From one row to the next in the operand of the derivative or the addition.</param>
public sealed record FormRow(KernelNumber Extent, int Tile, int Rest, KernelNumber A, KernelNumber C, KernelNumber Y)
{
    /// <summary>Whether there is but one tile, and nothing left.</summary>
    public bool IsOneRound => Extent.IsConstant && Extent.Value == Tile;
}

/// <summary>A column dimension of a form; a column is a block of 16.</summary>
/// <param name="Extent">Columns.</param>
/// <param name="Tile">Columns of a tile.</param>
/// <param name="A">From one column to the next in the first operand.</param>
/// <param name="B">From one column to the next in the second operand.</param>
/// <param name="C">From one column to the next in the result.</param>
/// <param name="Y">From one column to the next in the operand of the derivative or the addition.</param>
/// <param name="Bias">From one column to the next in the bias.</param>
public sealed record FormColumn(
    KernelNumber Extent, int Tile, KernelNumber A, KernelNumber B, KernelNumber C, KernelNumber Y, KernelNumber Bias)
{
    /// <summary>Whether there is but one tile.</summary>
    public bool IsOneRound => Extent.IsConstant && Extent.Value == Tile;
}

/// <summary>A loop of a sum.</summary>
/// <param name="Extent">How far it counts.</param>
/// <param name="Step">How far it counts in a round, which is as many terms written out.</param>
/// <param name="A">From one count to the next in the first operand.</param>
/// <param name="B">From one count to the next in the second operand.</param>
public sealed record FormLoop(KernelNumber Extent, int Step, KernelNumber A, KernelNumber B);

/// <summary>Where a term that is written out lies from the first of its round.</summary>
public readonly record struct FormTerm(int A, int B);

/// <summary>A part of a form's sum.</summary>
/// <param name="A">Where it begins in the first operand.</param>
/// <param name="B">Where it begins in the second operand.</param>
/// <param name="Loops">The loops, the outermost first.</param>
/// <param name="Terms">The terms that a round of the innermost loop writes out.</param>
/// <param name="Run">Where runs end; null where the whole is no longer than a run.</param>
public sealed record FormSegment(
    KernelNumber A, KernelNumber B, EquatableArray<FormLoop> Loops, EquatableArray<FormTerm> Terms, RunLoop? Run);

/// <summary>
/// What the machine code of a contraction depends on, for one vector width. Contractions of equal forms share it: what does not stand in
/// the innermost loop, counts and the strides of outer loops, is an argument where it differs.
/// </summary>
/// <param name="Width">The vector width.</param>
/// <param name="Instances">What the instances are.</param>
/// <param name="InstanceTile">Instances of a tile, where they are rows; else 1.</param>
/// <param name="InstanceStride">From one instance's slot to the next.</param>
/// <param name="Rows">The row dimensions, the outermost first.</param>
/// <param name="Columns">The column dimensions, the outermost first.</param>
/// <param name="Segments">The parts of the sum.</param>
/// <param name="Start">What sums begin with.</param>
/// <param name="Epilogue">What happens to a sum before it is stored.</param>
public sealed record ContractionForm(
    VectorWidth Width,
    InstanceRole Instances,
    int InstanceTile,
    KernelNumber InstanceStride,
    EquatableArray<FormRow> Rows,
    EquatableArray<FormColumn> Columns,
    EquatableArray<FormSegment> Segments,
    SumStart Start,
    Epilogue Epilogue)
{
    /// <summary>Floats of the second operand from a term to the same one of the next run, where terms lie one after the other.</summary>
    public const int NextRun = SummationRun.Longest * ChannelBlocks.Lanes;

    // 64 terms of 16 KB, and as much of the next run, lie in a first cache of 32 KB.
    private const int MostFetchedBlocks = 4;

    /// <summary>As the contraction's.</summary>
    public bool UnitRows { get; init; }

    /// <summary>As the contraction's.</summary>
    public bool IsLanewise { get; init; }

    /// <summary>As the contraction's.</summary>
    public bool IsSplit { get; init; }

    /// <summary>As the contraction's.</summary>
    public bool AddsY { get; init; }

    /// <summary>As the contraction's.</summary>
    public bool CountsRows { get; init; }

    /// <summary>As the contraction's.</summary>
    public bool IsCut { get; init; }

    /// <summary>How many instances' terms are a run together; 0 where runs end within an instance, or not at all.</summary>
    public int RunInstances { get; init; }

    /// <summary>The form for what does not fill a tile of this one; null where there is none.</summary>
    public ContractionForm? Few { get; init; }

    /// <summary>Whether the store reads a fourth operand.</summary>
    public bool NeedsY => AddsY || Epilogue.IsDerivative;

    /// <summary>Blocks of 16 columns of a tile.</summary>
    public int ColumnTile => Columns[Columns.Count - 1].Tile;

    /// <summary>Rows of a tile.</summary>
    public int RowTile => Rows.Aggregate(InstanceTile, (product, row) => product * row.Tile);

    /// <summary>
    /// Whether terms of a tile with so many rows fetch what the same term of the next run reads of the second operand. Where a run ends,
    /// the processor does not look as far ahead as it does between terms, and weights that come from memory would be waited for
    /// (docs/performance.md). Two runs of more blocks would push each other out of the first cache. Processors load as often a cycle as
    /// they multiply and add, so where loads outnumber multiply-adds, fetching takes as long as it saves.
    /// </summary>
    public bool FetchesNextRun(int rows)
    {
        int vectors = ColumnTile * Width.VectorsPerBlock;
        return IsCut && !IsLanewise && Instances != InstanceRole.Reduced && ColumnTile <= MostFetchedBlocks
            && rows + vectors + ColumnTile <= rows * vectors;
    }

    /// <summary>The form with each of its numbers replaced.</summary>
    internal ContractionForm Map(Func<KernelNumber, KernelNumber> map) => this with
    {
        InstanceStride = map(InstanceStride),
        Rows = Rows.Select(row => row with { Extent = map(row.Extent), A = map(row.A), C = map(row.C), Y = map(row.Y) }).ToEquatableArray(),
        Columns = Columns.Select(column => column with
        {
            Extent = map(column.Extent),
            A = map(column.A),
            B = map(column.B),
            C = map(column.C),
            Y = map(column.Y),
            Bias = map(column.Bias),
        }).ToEquatableArray(),
        Segments = Segments.Select(segment => segment with
        {
            A = map(segment.A),
            B = map(segment.B),
            Loops = segment.Loops.Select(loop => loop with { Extent = map(loop.Extent), A = map(loop.A), B = map(loop.B) })
                .ToEquatableArray(),
        }).ToEquatableArray(),
        Few = Few?.Map(map),
    };

    /// <summary>Without the strides of loops that are none: nothing asks for them.</summary>
    internal ContractionForm WithoutIdleStrides() => this with
    {
        Rows = Rows.Select(row => row.IsOneRound && row.Tile == 1 ? row with { A = 0, C = 0, Y = 0 } : row).ToEquatableArray(),
        Columns = Columns.Select(
            column => column.IsOneRound && column.Tile == 1 ? column with { A = 0, B = 0, C = 0, Y = 0, Bias = 0 } : column)
                .ToEquatableArray(),
        Few = Few?.WithoutIdleStrides(),
    };
}

/// <summary>A form of a network's kernels.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Form">What is written.</param>
/// <param name="Arguments">The names of its arguments.</param>
/// <param name="Serves">The kernels that call it.</param>
/// <param name="TrainsOnly">Whether only training calls them.</param>
public sealed record FormPlan(
    string Name, ContractionForm Form, EquatableArray<string> Arguments, EquatableArray<string> Serves, bool TrainsOnly);
