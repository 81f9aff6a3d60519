namespace Cnn;

/// <summary>How a <see cref="GradientCheck"/> looks at a network.</summary>
public sealed class GradientCheckOptions
{
    /// <summary>
    /// Of how many elements of each parameter tensor the slope is measured, 1 or more: those with the largest gradients, and as many
    /// others, spread over the tensor. All elements of a tensor that has no more.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int Entries { get; init => field = AtLeast(value, 1, nameof(Entries)); } = 10;

    /// <summary>
    /// Along how many random directions the slope of the loss is measured in each tensor of which not all elements are: each moves all
    /// elements at once, up or down by the same step. 0 or more.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int Directions { get; init => field = AtLeast(value, 0, nameof(Directions)); } = 2;

    /// <summary>
    /// The largest step, relative to a tensor's scale: 1, or √fan-in × the root mean square of its values where that is more. Smaller ones
    /// follow, each half the one before.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and finite.</exception>
    public double Step { get; init => field = Positive(value, nameof(Step)); } = 0.25;

    /// <summary>
    /// By how much of the larger one a gradient and the slope of the loss may differ; where both are smaller than the root mean square of
    /// the tensor's gradient, by how much of that.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not above 0 and below 1.</exception>
    public double Tolerance
    {
        get;
        init => field = value is > 0 and < 1
            ? value
            : throw new ArgumentOutOfRangeException(nameof(Tolerance), value, "Tolerance must be above 0 and below 1.");
    } = 0.005;

    /// <summary>
    /// How many images are drawn, where none are given; null for 4, or the nearest number that a step of the network takes.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Batch { get; init => field = value is { } batch ? AtLeast(batch, 1, nameof(Batch)) : null; }

    /// <summary>What is drawn by chance: images and targets that are not given, elements, directions, and dropout.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What is minimised; null for the network's own loss.</summary>
    public Loss? Loss { get; init; }

    /// <summary>
    /// Patterns of the parameters that are frozen, as in a <see cref="ParameterGroup"/>: they are not checked, and a batch norm both of
    /// whose parameters are frozen normalises by its running statistics.
    /// </summary>
    /// <exception cref="ArgumentNullException">It is null.</exception>
    public IReadOnlyList<string> Frozen
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value, nameof(Frozen));
            field = FixedList.Of(value);
        }
    } = FixedList.Of<string>([]);

    /// <summary>The most threads to use; null for one a processor. Results do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is less than 1.</exception>
    public int? Threads { get; init => field = ThreadCount.Checked(value); }

    private static int AtLeast(int value, int least, string name) => value >= least
        ? value
        : throw new ArgumentOutOfRangeException(name, value, FormattableString.Invariant($"{name} must be {least} or more."));

    private static double Positive(double value, string name) => value > 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be above 0 and finite.");
}
