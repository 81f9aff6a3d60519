namespace Cnn;

/// <summary>The rules that a weight file's values keep: all are finite, for reading and for writing, and variances are 0 or more.</summary>
internal static class ValueCheck
{
    /// <param name="path">The file.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="values">Its values, row-major over its shape.</param>
    /// <param name="advice">What to do where one is not finite.</param>
    /// <exception cref="WeightFileException">One is NaN or infinite.</exception>
    public static void AreFinite(string path, StoredTensor tensor, ReadOnlySpan<float> values, string advice)
    {
        int at = FiniteValues.IndexOfNotFinite(values);
        if (at < 0)
            return;
        string name = VisibleText.Of(tensor.Name), shape = Shapes.Format(tensor.Info.Shape);
        throw new WeightFileException(path, FormattableString.Invariant(
            $"expected finite values, found {values[at]} in '{name}' at element {at} of {shape}; {advice}."));
    }

    /// <param name="path">The file.</param>
    /// <param name="parameter">The tensor.</param>
    /// <param name="values">Its values, all of them finite.</param>
    /// <exception cref="WeightFileException">It is a variance, and one value is negative.</exception>
    public static void AreVariances(string path, ParameterInfo parameter, ReadOnlySpan<float> values)
    {
        if (VarianceValues.IndexOfFault(parameter, values) is >= 0 and int at)
            throw new WeightFileException(
                path, $"{VarianceValues.Fault(parameter, values, at)}; save the weights of the trained network again.");
    }
}
