namespace Cnn.Dsl;

/// <summary>With a stride, the last window may end before the padding does.</summary>
internal static class UnreadPaddingAdvice
{
    /// <summary>The convolutions and poolings that pad more than they read.</summary>
    public static IEnumerable<Advice> Of(NetworkSpec spec)
    {
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            var layer = spec.Layers[i];
            var window = layer.FieldWindow;
            if (!window.IsPadded || IsHalfTheWindow(window)) continue;
            int rows = Unread(
                layer.Input.Height, window.PadTop, window.PadBottom, window.EffectiveRows, window.StrideRows, layer.Output.Height);
            int columns = Unread(
                layer.Input.Width, window.PadLeft, window.PadRight, window.EffectiveColumns, window.StrideColumns, layer.Output.Width);
            if (rows == 0 && columns == 0) continue;
            string which = string.Join(" and ", new[] { Lines(rows, "row"), Lines(columns, "column") }.Where(part => part.Length > 0));
            string enough = Enough(window.PadTop, window.PadBottom - rows, window.PadLeft, window.PadRight - columns);
            yield return new(IssueCatalog.UnreadPadding, i, ["pad"], layer.Name, which, enough);
        }
    }

    // Half the window on all sides is how networks are written whatever the size of their maps; that a stride leaves some of it is no
    // mistake.
    private static bool IsHalfTheWindow(SpatialWindow window) =>
        window.PadTop == window.PadBottom && window.PadTop == (window.EffectiveRows - 1) / 2 && window.PadLeft == window.PadRight
            && window.PadLeft == (window.EffectiveColumns - 1) / 2;

    private static int Unread(int size, int before, int after, int window, int stride, int output) =>
        (int)Math.Min(after, Math.Max(0, (long)before + size + after - ((output - 1L) * stride + window)));

    private static string Lines(int count, string kind) => count == 0 ? "" : Invariant.Format($"{count} {kind}{(count == 1 ? "" : "s")}");

    private static string Enough(int top, int bottom, int left, int right) =>
        (top | bottom | left | right) == 0 ? "valid" : SpatialWindow.DescribePad(top, bottom, left, right);
}
