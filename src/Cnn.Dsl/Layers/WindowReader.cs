using System.Numerics;

namespace Cnn.Dsl;

/// <summary>Reads the window of a convolution or a pooling, and its padding, from a layer's arguments and checks them.</summary>
internal static class WindowReader
{
    /// <summary>Rows or columns that one side may be padded with.</summary>
    public const int LargestPad = int.MaxValue / 4;

    // On the way back, pixels whose rows leave different remainders by the stride are reached by different elements of a dilated kernel,
    // and each is a part of its own.
    private const int LargestStrideOfDilated = 16;

    /// <summary>
    /// Reads <c>padding</c>, <c>pad</c> and <c>ceil</c> and checks that the window fits; null where an error was reported.
    /// </summary>
    public static SpatialWindow? Read(LayerReader reader, string sizeArgument, (int Rows, int Columns) size, (int Rows, int Columns) stride)
    {
        var dilation = ReadDilation(reader, size, stride);
        if (reader.Failed) return null;
        long rows = (size.Rows - 1L) * dilation.Rows + 1, columns = (size.Columns - 1L) * dilation.Columns + 1;
        var (top, bottom, left, right) = ReadPadding(reader, rows, columns, stride);
        if (reader.Failed) return null;
        int beyondBottom = 0, beyondRight = 0;
        if (reader.Boolean("ceil", false))
        {
            beyondBottom = Beyond(reader.Input.Height, top, bottom, rows, stride.Rows);
            beyondRight = Beyond(reader.Input.Width, left, right, columns, stride.Columns);
        }
        WindowFit.Check(reader, sizeArgument,
            new("height", rows, size.Rows, dilation.Rows, reader.Input.Height, top, bottom, beyondBottom),
            new("width", columns, size.Columns, dilation.Columns, reader.Input.Width, left, right, beyondRight));
        if (reader.Failed) return null;
        CheckPaddedSize(
            reader, (long)reader.Input.Height + top + bottom + beyondBottom, (long)reader.Input.Width + left + right + beyondRight,
            reader.Input.Channels);
        if (reader.Failed) return null;
        return new(size.Rows, size.Columns, stride.Rows, stride.Columns, top, bottom, left, right)
        {
            DilationRows = dilation.Rows,
            DilationColumns = dilation.Columns,
            BeyondBottom = beyondBottom,
            BeyondRight = beyondRight,
        };
    }

    /// <summary>Warns of the pixels that no window reads.</summary>
    public static void CheckEveryPixelIsRead(LayerReader reader, SpatialWindow window) =>
        CheckEveryPixelIsRead(reader, window, EquatableArray<IssueProperty>.Empty);

    /// <summary>Warns of the pixels that no window reads, and says what corrects it.</summary>
    public static void CheckEveryPixelIsRead(LayerReader reader, SpatialWindow window, EquatableArray<IssueProperty> correction)
    {
        long rows = Read(
            reader.Input.Height, window.Rows, window.StrideRows, window.DilationRows, window.PadTop,
            window.OutputRows(reader.Input.Height));
        long columns = Read(
            reader.Input.Width, window.Columns, window.StrideColumns, window.DilationColumns, window.PadLeft,
            window.OutputColumns(reader.Input.Width));
        long all = (long)reader.Input.Height * reader.Input.Width, unread = all - rows * columns;
        if (unread == 0) return;
        string which = string.Join(
            " and ", new[] { Lines(reader.Input.Height - rows, "row"), Lines(reader.Input.Width - columns, "column") }.Where(
                part => part.Length > 0));
        var issue = Issue.At(
            reader.RangeOf(""), IssueCatalog.UnreadPixels, Invariant.Count(unread), Invariant.Count(all),
            which) with { Properties = correction };
        // Padded already, what is left out lies between the windows' elements.
        bool isSame = reader.Find("padding")?.Value is WordValue { Value: "same" };
        reader.Report(isSame ? issue with { Advice = "Use a smaller stride or dilation, a larger window, or an input that fits." } : issue);

        static string Lines(long count, string kind) => count == 0 ? "" : Invariant.Format($"{count} {kind}{(count == 1 ? "" : "s")}");

        // Counted in the padded input, where the windows begin at 0: what they cover up to the input's end, less what they cover before its
        // beginning.
        static long Read(int size, int window, int stride, int dilation, int pad, int output) => dilation == 1
            ? Covered((long)pad + size, window, stride, output) - Covered(pad, window, stride, output)
            : Dilated((long)pad + size, window, stride, dilation, output) - Dilated(pad, window, stride, dilation, output);

        static long Covered(long end, int window, int stride, int output)
        {
            end = Math.Min(end, (output - 1L) * stride + window);
            return window >= stride ? end : end / stride * window + Math.Min(end % stride, window);
        }

        // Window o reads stride * o + dilation * t. Elements t of one remainder read pixels of one remainder by the stride, and among these
        // each element reads as many neighbours as there are windows, the next element the same number of pixels farther on.
        static long Dilated(long end, int window, int stride, int dilation, int output)
        {
            int common = (int)BigInteger.GreatestCommonDivisor(stride, dilation), period = stride / common;
            long covered = 0;
            for (int first = 0; first < Math.Min(window, period); first++)
            {
                long at = (long)dilation * first, before = Math.Max(0, (end - at + stride - 1) / stride);
                if (end > at) covered += Covered(before, output, dilation / common, (window - 1 - first) / period + 1);
            }
            return covered;
        }
    }

    private static (int Rows, int Columns) ReadDilation(LayerReader reader, (int Rows, int Columns) size, (int Rows, int Columns) stride)
    {
        var dilation = reader.Pair("dilation") ?? (1, 1);
        if (reader.Failed) return dilation;
        // Between the rows of a window that has one only, nothing lies.
        if (size.Rows == 1) dilation.Rows = 1;
        if (size.Columns == 1) dilation.Columns = 1;
        bool rowsAreWrong = dilation.Rows > 1 && stride.Rows > LargestStrideOfDilated;
        if (rowsAreWrong || (dilation.Columns > 1 && stride.Columns > LargestStrideOfDilated))
        {
            string expected = Invariant.Format($"at most {LargestStrideOfDilated} in a direction in which the kernel is dilated");
            reader.Report(reader.Has("stride") ? "stride" : rowsAreWrong ? "strideHeight" : "strideWidth",
                IssueCatalog.OutOfRange, reader.NameOf("stride"), rowsAreWrong ? stride.Rows : stride.Columns, expected);
        }
        return dilation;
    }

    private static (int Top, int Bottom, int Left, int Right) ReadPadding(
        LayerReader reader, long windowRows, long windowColumns, (int Rows, int Columns) stride)
    {
        reader.Exclude("padding", "pad");
        var padding = reader.Find("padding")?.Value as WordValue;
        if (padding is not (null or { Value: "same" or "valid" }))
            reader.Report("padding", IssueCatalog.OutOfRange, reader.NameOf("padding"), padding.Value, "'same' or 'valid'");
        if (padding?.Value == "same")
        {
            var vertical = Same(reader.Input.Height, windowRows, stride.Rows);
            var horizontal = Same(reader.Input.Width, windowColumns, stride.Columns);
            long[] sides = [vertical.Before, vertical.After, horizontal.Before, horizontal.After];
            if (sides.All(side => side <= int.MaxValue / 2)) return ((int)sides[0], (int)sides[1], (int)sides[2], (int)sides[3]);
            CheckPaddedSize(
                reader, sides[0] + reader.Input.Height + sides[1], sides[2] + reader.Input.Width + sides[3], reader.Input.Channels);
            return default;
        }
        return ReadPad(reader);
    }

    /// <summary>Reads <c>pad</c>, rows and columns around a map; none where it was not written or an error was reported.</summary>
    public static (int Top, int Bottom, int Left, int Right) ReadPad(LayerReader reader)
    {
        if (reader.Find("pad")?.Value is not { } pad) return (0, 0, 0, 0);
        long[] values = pad is IntegersValue list ? list.Values.ToArray() : [((IntegerValue)pad).Value];
        if (values.Length is not (1 or 2 or 4))
            reader.Report(
                "pad", IssueCatalog.OutOfRange, "The count of " + reader.NameOf("pad"), values.Length,
                "1 (all sides), 2 (rows, columns) or 4 (top, bottom, left, right)");
        else if (Array.FindIndex(values, value => value is < 0 or > LargestPad) is >= 0 and var wrong)
            reader.Report(
                "pad", IssueCatalog.OutOfRange, reader.NameOf("pad"), values[wrong], Invariant.Format($"from 0 to {LargestPad:N0}"));
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
    private static (long Before, long After) Same(int input, long window, int stride)
    {
        long output = ((long)input + stride - 1) / stride, total = Math.Max((output - 1) * stride + window - input, 0);
        return (total / 2, total - total / 2);
    }

    // Caffe's rule, and that of PyTorch's ceil_mode: one more window where some of the padded input is left over, unless it would begin
    // behind the input. Without padding Caffe lets even that one stand, which sees nothing where the stride is larger than the window;
    // PyTorch does not, and neither do we.
    private static int Beyond(int input, int before, int after, long window, int stride)
    {
        long room = (long)input + before + after - window, left = (room % stride + stride) % stride;
        long start = room - left + stride;
        return left == 0 || start >= (long)input + before ? 0 : (int)(stride - left);
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
