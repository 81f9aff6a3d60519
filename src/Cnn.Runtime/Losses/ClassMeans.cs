namespace Cnn;

/// <summary>Weighted means over labels.</summary>
internal static class ClassMeans
{
    /// <summary>The sum of the weights of labels, those that are ignored left out, added in order.</summary>
    /// <param name="labels">Each 0 to classes - 1, or the ignored one.</param>
    /// <param name="weights">[classes]; null for 1.</param>
    /// <param name="ignored">The label of what counts for nothing; null for none.</param>
    public static double SumOfWeights(ReadOnlySpan<int> labels, float[]? weights, int? ignored)
    {
        double sum = 0;
        foreach (int label in labels)
        {
            if (label != ignored)
                sum += weights is null ? 1 : weights[label];
        }
        return sum;
    }
}
