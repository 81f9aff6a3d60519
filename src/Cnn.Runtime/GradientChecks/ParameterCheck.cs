namespace Cnn;

/// <summary>What a <see cref="GradientCheck"/> found in one parameter tensor. Counts are of elements and directions together.</summary>
public sealed class ParameterCheck
{
    /// <summary>The tensor's name in a weight file, for example <c>conv1.weight</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Its layer, name and declaration, for example <c>conv1 (conv 6 5x5 tanh)</c>.</summary>
    public required string Layer { get; init; }

    /// <summary>Its shape in a weight file.</summary>
    public required IReadOnlyList<int> Shape { get; init; }

    /// <summary>How many comparisons were made.</summary>
    public int Checked => Right + Wrong + Negligible + AtKinks + InNoise;

    /// <summary>How many were judged: the slope of the loss was measured well enough.</summary>
    public int Judged => Right + Wrong;

    /// <summary>Judged, and the gradient is the slope.</summary>
    public required int Right { get; init; }

    /// <summary>Judged, and the gradient is another number.</summary>
    public required int Wrong { get; init; }

    /// <summary>
    /// Gradient and slope are both below the noise, and that below the tolerance of all gradients' norm: a bias before a batch norm, say.
    /// </summary>
    public required int Negligible { get; init; }

    /// <summary>
    /// Not judged, because slopes at different step sizes or to the two sides differ: a rectifier or a maximum changes sides nearby, or the
    /// loss is too curved.
    /// </summary>
    public required int AtKinks { get; init; }

    /// <summary>Not judged, because the change of the loss drowns in what rounding to single precision makes of it.</summary>
    public required int InNoise { get; init; }

    /// <summary>The judged one with the largest error; null where none was judged.</summary>
    public required GradientEntry? Worst { get; init; }

    /// <summary>The largest error of those that were judged; NaN where none was.</summary>
    public double LargestError => Worst?.Error ?? double.NaN;

    /// <summary>Whether a quarter of what was looked at, or more, was judged or is negligible.</summary>
    public bool IsDecided => 4 * (Judged + Negligible) >= Checked;

    /// <summary>Whether nothing is wrong, and enough was judged to say so.</summary>
    public bool Passed => Wrong == 0 && IsDecided;
}
