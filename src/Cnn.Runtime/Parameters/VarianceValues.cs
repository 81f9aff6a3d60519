namespace Cnn;

/// <summary>The rule that a running variance is 0 or more: of less, a batch norm's square root is not a number.</summary>
internal static class VarianceValues
{
    // How PyTorch's format ends the name, whatever norm it is of, also one that no prediction folds.
    private const string NameEnding = "running_var";

    /// <summary>Where the first value of a variance is that cannot be one; -1 where there is none, or the tensor is another.</summary>
    public static int IndexOfFault(ParameterInfo parameter, ReadOnlySpan<float> values)
    {
        if (parameter.IsTrainable || !IsVariance(parameter.Name))
            return -1;
        for (int i = 0; i < values.Length; i++)
        {
            if (!(values[i] >= 0))
                return i;
        }
        return -1;
    }

    /// <summary>A clause: which value is wrong, and where.</summary>
    public static string Fault(ParameterInfo parameter, ReadOnlySpan<float> values, int at) => FormattableString.Invariant(
        $"expected variances of 0 or more, found {values[at]} in '{VisibleText.Of(parameter.Name)}' at element {at} of ")
            + FormattableString.Invariant($"{Shapes.Format(parameter.Shape)}");

    private static bool IsVariance(string name) => name.AsSpan(name.LastIndexOf('.') + 1).SequenceEqual(NameEnding);
}
