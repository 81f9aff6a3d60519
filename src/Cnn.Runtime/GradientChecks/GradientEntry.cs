namespace Cnn;

/// <summary>One number of a gradient beside the slope of the loss.</summary>
/// <param name="Index">
/// Which element of the tensor, [map, channel, row, column] or as many numbers as its shape has; empty for a direction.
/// </param>
/// <param name="Direction">Which random direction, from 0; null for an element.</param>
/// <param name="Expected">The slope of the loss, by finite differences: the mean of three, or with kinks nearby that of one step.</param>
/// <param name="Found">The gradient; with kinks nearby its mean over the step. For a direction, its product with that.</param>
/// <param name="Error">
/// Their difference over the larger of the two or, where that is more, the root mean square of the tensor's gradient (of a direction, its
/// norm).
/// </param>
public sealed record GradientEntry(IReadOnlyList<int> Index, int? Direction, double Expected, double Found, double Error)
{
    /// <summary><see cref="Index"/> as text, <c>[3, 0, 1, 2]</c>, or <c>direction 0</c>.</summary>
    public string Place => Direction is { } direction
        ? FormattableString.Invariant($"direction {direction}")
        : Shapes.Format(Index);

    /// <summary>For people.</summary>
    public override string ToString() =>
        FormattableString.Invariant($"{Place}: expected {Expected:G6}, found {Found:G6}, apart by {Error * 100:G3} %");
}
