namespace Cnn;

/// <summary>Checks of a loss's settings.</summary>
internal static class LossSettings
{
    /// <exception cref="ArgumentOutOfRangeException">It is not finite and above 0.</exception>
    public static float Positive(float value, string name) => float.IsFinite(value) && value > 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and above 0.");

    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public static float NotNegative(float value, string name) => float.IsFinite(value) && value >= 0
        ? value
        : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and not negative.");

    /// <summary>Weights, copied.</summary>
    /// <exception cref="ArgumentException">There is none, one is negative or not finite, or all are 0.</exception>
    public static float[]? Weights(IReadOnlyList<float>? values, string name)
    {
        if (values is null)
            return null;
        float[] weights = [.. values];
        for (int i = 0; i < weights.Length; i++)
        {
            if (!(float.IsFinite(weights[i]) && weights[i] >= 0))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"{name} must be finite and not negative; {name}[{i}] is {weights[i]}."), name);
            }
        }
        return weights.Any(weight => weight > 0)
            ? weights
            : throw new ArgumentException($"{name} must have a number above 0, or nothing would be learned; found none.", name);
    }

    /// <summary>Weights as text, of which so many are written out.</summary>
    public static string Text(IReadOnlyList<float> values, int most) =>
        string.Join(" ", values.Take(most).Select(value => FormattableString.Invariant($"{value}"))) + (values.Count > most ? " …" : "");
}
