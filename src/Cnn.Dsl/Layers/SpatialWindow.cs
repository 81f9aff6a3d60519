using System.Numerics;

namespace Cnn.Dsl;

/// <summary>A window that moves over rows and columns: a convolution's kernel or a pooling window, with its stride and padding resolved to numbers.</summary>
public sealed record SpatialWindow(int Rows, int Columns, int StrideRows, int StrideColumns, int PadTop, int PadBottom, int PadLeft, int PadRight)
{
    internal const int LargestPad = int.MaxValue / 4;

    /// <summary>One pixel at a time.</summary>
    public static SpatialWindow OnePixel { get; } = new(1, 1, 1, 1, 0, 0, 0, 0);

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
    public int OutputRows(int inputRows) => (int)(((long)inputRows + PadTop + PadBottom + BeyondBottom - Rows) / StrideRows) + 1;

    /// <summary>Columns of the output.</summary>
    public int OutputColumns(int inputColumns) => (int)(((long)inputColumns + PadLeft + PadRight + BeyondRight - Columns) / StrideColumns) + 1;

    /// <summary>The output's shape for an input, with the given channels.</summary>
    public TensorShape Output(TensorShape input, int channels) => new(OutputRows(input.Height), OutputColumns(input.Width), channels);

    /// <summary>As text writes it: <c>3x3 stride 2 pad 1 ceil</c>.</summary>
    public string Describe(bool strideIsWindow)
    {
        string text = Invariant.Format($"{Rows}x{Columns}");
        bool usual = strideIsWindow ? (StrideRows, StrideColumns) == (Rows, Columns) : (StrideRows, StrideColumns) == (1, 1);
        if (!usual) text += StrideRows == StrideColumns ? Invariant.Format($" stride {StrideRows}") : Invariant.Format($" stride {StrideRows}x{StrideColumns}");
        if (IsPadded) text += " " + DescribePad(PadTop, PadBottom, PadLeft, PadRight);
        return ReachesBeyond ? text + " ceil" : text;
    }

    /// <summary>Padding as text writes it: <c>pad 1</c>.</summary>
    public static string DescribePad(int top, int bottom, int left, int right) =>
        top == bottom && top == left && top == right ? Invariant.Format($"pad {top}") : Invariant.Format($"pad {top} {bottom} {left} {right}");

    /// <summary>Reads <c>padding</c>, <c>pad</c> and <c>ceil</c> and checks that the window fits; null where an error was reported.</summary>
    public static SpatialWindow? Read(LayerReader reader, string sizeArgument, (int Rows, int Columns) size, (int Rows, int Columns) stride)
    {
        var (top, bottom, left, right) = ReadPadding(reader, size, stride);
        if (reader.Failed) return null;
        int beyondBottom = 0, beyondRight = 0;
        if (reader.Boolean("ceil", false))
        {
            beyondBottom = Beyond(reader.Input.Height, top, bottom, size.Rows, stride.Rows);
            beyondRight = Beyond(reader.Input.Width, left, right, size.Columns, stride.Columns);
        }
        CheckFits(reader, sizeArgument, "height", size.Rows, reader.Input.Height, top, bottom, beyondBottom);
        CheckFits(reader, sizeArgument, "width", size.Columns, reader.Input.Width, left, right, beyondRight);
        if (reader.Failed) return null;
        CheckPaddedSize(reader, (long)reader.Input.Height + top + bottom + beyondBottom, (long)reader.Input.Width + left + right + beyondRight, reader.Input.Channels);
        if (reader.Failed) return null;
        return new(size.Rows, size.Columns, stride.Rows, stride.Columns, top, bottom, left, right) { BeyondBottom = beyondBottom, BeyondRight = beyondRight };
    }

    /// <summary>Warns of the pixels that no window reads.</summary>
    public void CheckEveryPixelIsRead(LayerReader reader) => CheckEveryPixelIsRead(reader, EquatableArray<IssueProperty>.Empty);

    /// <summary>Warns of the pixels that no window reads, and says what corrects it.</summary>
    public void CheckEveryPixelIsRead(LayerReader reader, EquatableArray<IssueProperty> correction)
    {
        long rows = Read(reader.Input.Height, Rows, StrideRows, PadTop, OutputRows(reader.Input.Height));
        long columns = Read(reader.Input.Width, Columns, StrideColumns, PadLeft, OutputColumns(reader.Input.Width));
        long all = (long)reader.Input.Height * reader.Input.Width, unread = all - rows * columns;
        if (unread == 0) return;
        string which = string.Join(" and ", new[] { Lines(reader.Input.Height - rows, "row"), Lines(reader.Input.Width - columns, "column") }.Where(part => part.Length > 0));
        reader.Report("", correction, IssueCatalog.UnreadPixels, Invariant.Count(unread), Invariant.Count(all), which);

        static string Lines(long count, string kind) => count == 0 ? "" : Invariant.Format($"{count} {kind}{(count == 1 ? "" : "s")}");

        // Counted in the padded input, where the windows begin at 0: what they cover up to the input's end, less what they cover before its beginning.
        static long Read(int size, int window, int stride, int pad, int output) =>
            Covered((long)pad + size, window, stride, output) - Covered(pad, window, stride, output);

        static long Covered(long end, int window, int stride, int output)
        {
            end = Math.Min(end, (output - 1L) * stride + window);
            return window >= stride ? end : end / stride * window + Math.Min(end % stride, window);
        }
    }

    private static (int Top, int Bottom, int Left, int Right) ReadPadding(LayerReader reader, (int Rows, int Columns) size, (int Rows, int Columns) stride)
    {
        reader.Exclude("padding", "pad");
        var padding = reader.Find("padding")?.Value as WordValue;
        if (padding is not (null or { Value: "same" or "valid" }))
            reader.Report("padding", IssueCatalog.OutOfRange, "padding", padding.Value, "'same' or 'valid'");
        if (padding?.Value == "same")
        {
            var rows = Same(reader.Input.Height, size.Rows, stride.Rows);
            var columns = Same(reader.Input.Width, size.Columns, stride.Columns);
            return (rows.Before, rows.After, columns.Before, columns.After);
        }
        return ReadPad(reader);
    }

    /// <summary>Reads <c>pad</c>, rows and columns around a map; none where it was not written or an error was reported.</summary>
    public static (int Top, int Bottom, int Left, int Right) ReadPad(LayerReader reader)
    {
        if (reader.Find("pad")?.Value is not { } pad) return (0, 0, 0, 0);
        long[] values = pad is IntegersValue list ? list.Values.ToArray() : [((IntegerValue)pad).Value];
        if (values.Length is not (1 or 2 or 4))
            reader.Report("pad", IssueCatalog.OutOfRange, "The count of pad", values.Length, "1 (all sides), 2 (rows, columns) or 4 (top, bottom, left, right)");
        else if (Array.FindIndex(values, value => value is < 0 or > LargestPad) is >= 0 and var wrong)
            reader.Report("pad", IssueCatalog.OutOfRange, "pad", values[wrong], Invariant.Format($"from 0 to {LargestPad:N0}"));
        if (reader.Failed) return (0, 0, 0, 0);
        int[] sides = values.Select(value => (int)value).ToArray();
        return sides.Length switch
        {
            1 => (sides[0], sides[0], sides[0], sides[0]),
            2 => (sides[0], sides[0], sides[1], sides[1]),
            _ => (sides[0], sides[1], sides[2], sides[3]),
        };
    }

    // TensorFlow's rule: output = ceil(input / stride), and the odd pixel of padding goes after the input.
    private static (int Before, int After) Same(int input, int window, int stride)
    {
        int output = (int)(((long)input + stride - 1) / stride);
        int total = (int)Math.Max(((long)output - 1) * stride + window - input, 0);
        return (total / 2, total - total / 2);
    }

    // Caffe's rule, and that of PyTorch's ceil_mode: one more window where some of the padded input is left over, unless it would begin behind the input.
    // Without padding Caffe lets even that one stand, which sees nothing where the stride is larger than the window; PyTorch does not, and neither do we.
    private static int Beyond(int input, int before, int after, int window, int stride)
    {
        long room = (long)input + before + after - window, left = (room % stride + stride) % stride;
        long start = room - left + stride;
        return left == 0 || start >= (long)input + before ? 0 : (int)(stride - left);
    }

    private static void CheckFits(LayerReader reader, string argument, string side, int window, int input, int before, int after, int beyond)
    {
        if (window <= (long)input + before + after + beyond) return;
        string padding = before + after == 0 ? "" : Invariant.Format($" + {before} + {after} padding = {(long)input + before + after}");
        reader.Report(argument, IssueCatalog.WindowTooLarge, side, window, input, padding);
    }

    /// <summary>Reports a padded map of more elements than can be addressed.</summary>
    public static void CheckPaddedSize(LayerReader reader, long height, long width, long channels)
    {
        var elements = new BigInteger(height) * width * channels;
        if (elements <= int.MaxValue) return;
        string what = Invariant.Format($"The padded input of '{reader.Name}', {height}x{width}x{channels},");
        reader.Report("pad", IssueCatalog.TooManyElements, what, Invariant.Count(elements));
    }
}
