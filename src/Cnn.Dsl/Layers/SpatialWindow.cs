namespace Cnn.Dsl;

/// <summary>A window that moves over rows and columns: a convolution's kernel or a pooling window, with its stride and padding resolved to numbers.</summary>
public sealed record SpatialWindow(int Rows, int Columns, int StrideRows, int StrideColumns, int PadTop, int PadBottom, int PadLeft, int PadRight)
{
    /// <summary>Whether anything is padded.</summary>
    public bool IsPadded => (PadTop | PadBottom | PadLeft | PadRight) != 0;

    /// <summary>Rows of the output.</summary>
    public int OutputRows(int inputRows) => (int)(((long)inputRows + PadTop + PadBottom - Rows) / StrideRows) + 1;

    /// <summary>Columns of the output.</summary>
    public int OutputColumns(int inputColumns) => (int)(((long)inputColumns + PadLeft + PadRight - Columns) / StrideColumns) + 1;

    /// <summary>The output's shape for an input, with the given channels.</summary>
    public TensorShape Output(TensorShape input, int channels) => new(OutputRows(input.Height), OutputColumns(input.Width), channels);

    /// <summary>As text writes it: <c>3x3 stride 2 pad 1</c>.</summary>
    public string Describe(bool strideIsWindow)
    {
        string text = Invariant.Format($"{Rows}x{Columns}");
        bool usual = strideIsWindow ? (StrideRows, StrideColumns) == (Rows, Columns) : (StrideRows, StrideColumns) == (1, 1);
        if (!usual) text += StrideRows == StrideColumns ? Invariant.Format($" stride {StrideRows}") : Invariant.Format($" stride {StrideRows}x{StrideColumns}");
        if (!IsPadded) return text;
        bool even = PadTop == PadBottom && PadTop == PadLeft && PadTop == PadRight;
        return text + (even ? Invariant.Format($" pad {PadTop}") : Invariant.Format($" pad {PadTop} {PadBottom} {PadLeft} {PadRight}"));
    }

    /// <summary>Reads <c>padding</c> and <c>pad</c> and checks that the window fits; null where an error was reported.</summary>
    public static SpatialWindow? Read(LayerReader reader, string sizeArgument, (int Rows, int Columns) size, (int Rows, int Columns) stride)
    {
        var (top, bottom, left, right) = ReadPadding(reader, size, stride);
        if (reader.Failed) return null;
        CheckFits(reader, sizeArgument, "height", size.Rows, reader.Input.Height, top, bottom);
        CheckFits(reader, sizeArgument, "width", size.Columns, reader.Input.Width, left, right);
        if (reader.Failed) return null;
        return new(size.Rows, size.Columns, stride.Rows, stride.Columns, top, bottom, left, right);
    }

    /// <summary>Warns of the pixels that no window reads.</summary>
    public void CheckEveryPixelIsRead(LayerReader reader)
    {
        int rows = Read(reader.Input.Height, Rows, StrideRows, PadTop, OutputRows(reader.Input.Height));
        int columns = Read(reader.Input.Width, Columns, StrideColumns, PadLeft, OutputColumns(reader.Input.Width));
        long all = (long)reader.Input.Height * reader.Input.Width, unread = all - (long)rows * columns;
        if (unread == 0) return;
        string which = string.Join(" and ", new[] { Lines(reader.Input.Height - rows, "row"), Lines(reader.Input.Width - columns, "column") }.Where(part => part.Length > 0));
        reader.Report("", IssueCatalog.UnreadPixels, Invariant.Count(unread), Invariant.Count(all), which);

        static string Lines(int count, string kind) => count == 0 ? "" : Invariant.Format($"{count} {kind}{(count == 1 ? "" : "s")}");

        static int Read(int size, int window, int stride, int pad, int output)
        {
            if (window >= stride)
                return Math.Min(size, (output - 1) * stride - pad + window) - Math.Max(0, -pad);
            int read = 0;
            for (int i = 0; i < output; i++)
            {
                int first = Math.Max(0, i * stride - pad), end = Math.Min(size, i * stride - pad + window);
                read += Math.Max(0, end - first);
            }
            return read;
        }
    }

    private static (int Top, int Bottom, int Left, int Right) ReadPadding(LayerReader reader, (int Rows, int Columns) size, (int Rows, int Columns) stride)
    {
        reader.Exclude("padding", "pad");
        if (reader.Find("padding")?.Value is WordValue { Value: "same" })
        {
            var rows = Same(reader.Input.Height, size.Rows, stride.Rows);
            var columns = Same(reader.Input.Width, size.Columns, stride.Columns);
            return (rows.Before, rows.After, columns.Before, columns.After);
        }
        if (reader.Find("pad")?.Value is not { } pad) return (0, 0, 0, 0);
        long[] values = pad is IntegersValue list ? list.Values.ToArray() : [((IntegerValue)pad).Value];
        foreach (long value in values.Where(value => value is < 0 or > int.MaxValue / 4))
            reader.Report("pad", IssueCatalog.OutOfRange, "pad", value, "from 0 to 536,870,911");
        if (values.Length is not (1 or 2 or 4))
            reader.Report("pad", IssueCatalog.OutOfRange, "The count of pad", values.Length, "1 (all sides), 2 (rows, columns) or 4 (top, bottom, left, right)");
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

    private static void CheckFits(LayerReader reader, string argument, string side, int window, int input, int before, int after)
    {
        if (window <= (long)input + before + after) return;
        string padding = before + after == 0 ? "" : Invariant.Format($" + {before} + {after} padding = {input + before + after}");
        reader.Report(argument, IssueCatalog.WindowTooLarge, side, window, input, padding);
    }
}
