namespace Cnn.Dsl;

/// <summary>
/// A window that moves over rows and columns: a convolution's kernel or a pooling window, with its stride and padding resolved to numbers.
/// </summary>
public sealed record SpatialWindow(
    int Rows, int Columns, int StrideRows, int StrideColumns, int PadTop, int PadBottom, int PadLeft, int PadRight)
{
    /// <summary>One pixel at a time.</summary>
    public static SpatialWindow OnePixel { get; } = new(1, 1, 1, 1, 0, 0, 0, 0);

    /// <summary>From one row of the window to the next, in rows of the input; 1 where there is only one.</summary>
    public int DilationRows { get; init; } = 1;

    /// <summary>From one column of the window to the next, likewise.</summary>
    public int DilationColumns { get; init; } = 1;

    /// <summary>Rows from the window's first to its last, what a dilation leaves out counted.</summary>
    public int EffectiveRows => (Rows - 1) * DilationRows + 1;

    /// <summary>Columns from the window's first to its last, likewise.</summary>
    public int EffectiveColumns => (Columns - 1) * DilationColumns + 1;

    /// <summary>Whether there are pixels between those of a window that it does not read.</summary>
    public bool IsDilated => (DilationRows, DilationColumns) != (1, 1);

    /// <summary>Rows below the padding that the last window reaches into, where the output's size was rounded up.</summary>
    public int BeyondBottom { get; init; }

    /// <summary>Columns to the right of the padding that the last window reaches into, likewise.</summary>
    public int BeyondRight { get; init; }

    /// <summary>Whether anything is padded.</summary>
    public bool IsPadded => (PadTop | PadBottom | PadLeft | PadRight) != 0;

    /// <summary>Whether a window reaches past the padding.</summary>
    public bool ReachesBeyond => (BeyondBottom | BeyondRight) != 0;

    /// <summary>Whether a window reaches past the input.</summary>
    public bool IsClipped => IsPadded || ReachesBeyond;

    /// <summary>All of an input at once.</summary>
    public static SpatialWindow Whole(TensorShape input) => new(input.Height, input.Width, 1, 1, 0, 0, 0, 0);

    /// <summary>Rows of the output.</summary>
    public int OutputRows(int inputRows) => (int)(((long)inputRows + PadTop + PadBottom + BeyondBottom - EffectiveRows) / StrideRows) + 1;

    /// <summary>Columns of the output.</summary>
    public int OutputColumns(int inputColumns) =>
        (int)(((long)inputColumns + PadLeft + PadRight + BeyondRight - EffectiveColumns) / StrideColumns) + 1;

    /// <summary>The output's shape for an input, with the given channels.</summary>
    public TensorShape Output(TensorShape input, int channels) => new(OutputRows(input.Height), OutputColumns(input.Width), channels);

    /// <summary>As text writes it: <c>3x3 stride 2 dilation 2 pad 1 ceil</c>.</summary>
    public string Describe(bool strideIsWindow)
    {
        string text = Invariant.Format($"{Rows}x{Columns}");
        bool usual = strideIsWindow ? (StrideRows, StrideColumns) == (Rows, Columns) : (StrideRows, StrideColumns) == (1, 1);
        if (!usual) text += " stride " + Pair(StrideRows, StrideColumns);
        if (IsDilated) text += " dilation " + Pair(DilationRows, DilationColumns);
        if (IsPadded) text += " " + DescribePad(PadTop, PadBottom, PadLeft, PadRight);
        return ReachesBeyond ? text + " ceil" : text;

        static string Pair(int rows, int columns) => rows == columns ? Invariant.Format($"{rows}") : Invariant.Format($"{rows}x{columns}");
    }

    /// <summary>Padding as text writes it: <c>pad 1</c>.</summary>
    public static string DescribePad(int top, int bottom, int left, int right) =>
        top == bottom && top == left && top == right
            ? Invariant.Format($"pad {top}") : Invariant.Format($"pad {top} {bottom} {left} {right}");
}
