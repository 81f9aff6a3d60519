namespace Cnn;

/// <summary>Parameters that an optimizer treats in their own way.</summary>
/// <example><c>new AdamW { Groups = [new("*.bias") { WeightDecay = 0 }, new("layer4.*") { LearningRateFactor = 0.1f }] }</c></example>
public sealed class ParameterGroup
{
    /// <param name="patterns">
    /// Names of parameters as a weight file has them, <c>conv1.weight</c>, where <c>*</c> stands for any characters and <c>?</c> for one.
    /// </param>
    /// <exception cref="ArgumentException">There is no pattern, or one is empty.</exception>
    public ParameterGroup(params ReadOnlySpan<string> patterns)
    {
        if (patterns.IsEmpty)
            throw new ArgumentException("A group of parameters needs a pattern of names, for example \"*.bias\".", nameof(patterns));
        foreach (string pattern in patterns)
            ArgumentException.ThrowIfNullOrEmpty(pattern, nameof(patterns));
        Patterns = FixedList.Of(patterns.ToArray(), nameof(patterns));
    }

    /// <summary>Which parameters are meant.</summary>
    public IReadOnlyList<string> Patterns { get; }

    /// <summary>What the optimizer's learning rate is multiplied by.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float LearningRateFactor
    {
        get;
        init => field = float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(LearningRateFactor), value, "LearningRateFactor must be finite and not negative.");
    } = 1;

    /// <summary>The decay instead of the optimizer's own; null for that.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public float? WeightDecay
    {
        get;
        init => field = value is null || (float.IsFinite(value.Value) && value.Value >= 0)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(WeightDecay), value, "WeightDecay must be finite and not negative.");
    }

    /// <summary>
    /// Whether the parameters stay as they are, to the bit: no gradient by them is computed, nor, where everything before is frozen too,
    /// any by what they work on. A batch norm whose scale and shift are both frozen keeps its running statistics as well, and normalises by
    /// them (Keras' <c>trainable = False</c>; PyTorch's <c>requires_grad = False</c> together with <c>eval()</c>).
    /// </summary>
    public bool Frozen { get; init; }

    /// <summary>Whether a parameter is meant.</summary>
    /// <param name="name">As a weight file has it.</param>
    internal bool Names(string name) => Patterns.Any(pattern => Matches(pattern, name));

    /// <exception cref="ArgumentException">It is frozen and has a rate or a decay of its own.</exception>
    internal void Check()
    {
        if (Frozen && (LearningRateFactor != 1 || WeightDecay is not null))
        {
            throw new ArgumentException(
                $"The optimizer's group \"{Patterns[0]}\" is frozen, and frozen parameters do not change: leave out its LearningRateFactor "
                + "and WeightDecay, or set Frozen to false.");
        }
    }

    /// <summary>Whether a pattern names a parameter; letters count as they are.</summary>
    internal static bool Matches(string pattern, string name) => ParameterPattern.Matches(pattern, name);
}
