namespace Cnn.Dsl;

/// <summary>One side of a window, and of the input that it moves over.</summary>
/// <param name="Name">What it is called: <c>height</c>, <c>width</c>.</param>
/// <param name="Window">From the window's first element to its last, what a dilation leaves out counted.</param>
/// <param name="Elements">Elements of the window.</param>
/// <param name="Dilation">From one of them to the next.</param>
/// <param name="Input">The input's size.</param>
/// <param name="Before">Padding before it.</param>
/// <param name="After">Padding after it.</param>
/// <param name="Beyond">How far the last window may reach past the padding.</param>
internal sealed record WindowSide(string Name, long Window, int Elements, int Dilation, int Input, int Before, int After, int Beyond)
{
    /// <summary>Whether there is a place for the window.</summary>
    public bool Fits => Window <= Padded + Beyond;

    /// <summary>The window's size, and how it comes about.</summary>
    public string Size =>
        Dilation == 1 ? Invariant.Format($"{Window}") : Invariant.Format($"{Window} ({Elements} elements, {Dilation} apart)");

    /// <summary>The input's size, and what padding makes of it.</summary>
    public string Room =>
        Before + After == 0 ? Invariant.Format($"{Input}") : Invariant.Format($"{Input} + {Before} + {After} padding = {Padded}");

    private long Padded => (long)Input + Before + After;
}

/// <summary>Whether a window fits its input, and what is probably meant where it does not.</summary>
internal static class WindowFit
{
    // Images have one to four channels: what has that many rows, and more columns and channels, was written with its channels first.
    private const int MostImageChannels = 4;

    /// <summary>Reports a window that is larger than its input: once, whichever sides are too short.</summary>
    public static void Check(LayerReader reader, string argument, WindowSide rows, WindowSide columns)
    {
        WindowSide[] wrong = [.. new[] { rows, columns }.Where(side => !side.Fits)];
        if (wrong.Length == 0) return;
        string be = wrong.Length == 1 ? " is " : " are ";
        string window = string.Join(" and ", wrong.Select(side => side.Name)) + be + string.Join(" and ", wrong.Select(side => side.Size));
        string input = be.Trim() + " " + string.Join(" and ", wrong.Select(side => side.Room));
        bool isWidth = wrong.Length == 1 && wrong[0] == columns && argument.EndsWith("Height", StringComparison.Ordinal);
        if (isWidth) argument = argument.Substring(0, argument.Length - "Height".Length) + "Width";
        var issue = Issue.At(reader.RangeOf(argument), IssueCatalog.WindowTooLarge, window, input);
        reader.Report(issue with { Advice = VectorAdvice(reader) ?? ImageAdvice(reader) });
    }

    private static string? VectorAdvice(LayerReader reader) => reader.Input.IsVector && reader.VectorMaker(0) is { } maker
        ? $"'{maker.Name}' ({maker.Description}) makes a vector, which has no rows and columns: put windows before it, or leave it out."
        : null;

    private static string? ImageAdvice(LayerReader reader)
    {
        if (reader.Before.Count == 0 || reader.Before[0] is not InputSpec { Shape: var (rows, columns, channels) }) return null;
        if (rows > MostImageChannels || columns <= MostImageChannels || channels <= MostImageChannels) return null;
        string image = Invariant.Format($"{columns}x{channels}x{rows} for an image of {rows} channel{(rows == 1 ? "" : "s")}");
        return Invariant.Format(
            $"The network's input is read as height {rows}, width {columns}, channels {channels}; channels come last, so write {image}.");
    }
}
