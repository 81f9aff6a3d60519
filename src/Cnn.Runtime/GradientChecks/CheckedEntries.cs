using Cnn.Runtime;

namespace Cnn;

/// <summary>Which elements of a tensor are looked at.</summary>
internal static class CheckedEntries
{
    /// <summary>
    /// All elements where there are no more; else half of them with the largest gradients, the others spread over the tensor.
    /// </summary>
    /// <param name="gradient">The gradient, in a weight file's order. What is not a number counts as the largest.</param>
    /// <param name="count">How many.</param>
    /// <param name="key">Where they are drawn from.</param>
    /// <returns>Different positions, in order.</returns>
    public static int[] Of(ReadOnlySpan<float> gradient, int count, RandomKey key)
    {
        if (gradient.Length <= count)
            return [.. Enumerable.Range(0, gradient.Length)];
        HashSet<int> chosen = [.. Largest(gradient, (count + 1) / 2)];
        // One from each of as many stretches: these are of different maps, for the order is that of the maps.
        int rest = count - chosen.Count;
        for (int i = 0; i < rest; i++)
        {
            int at = (int)Math.Min(gradient.Length - 1, (i + key.Uniform((ulong)i)) * gradient.Length / rest);
            while (!chosen.Add(at))
                at = (at + 1) % gradient.Length;
        }
        return [.. chosen.Order()];
    }

    private static IEnumerable<int> Largest(ReadOnlySpan<float> gradient, int count)
    {
        PriorityQueue<int, float> largest = new();
        for (int i = 0; i < gradient.Length; i++)
        {
            float size = float.IsNaN(gradient[i]) ? float.PositiveInfinity : Math.Abs(gradient[i]);
            if (largest.Count < count)
                largest.Enqueue(i, size);
            else
                largest.EnqueueDequeue(i, size);
        }
        return largest.UnorderedItems.Select(item => item.Element);
    }
}
