namespace Cnn.Dsl;

/// <summary>What is added to itself is doubled, as by a residual without layers.</summary>
internal static class SumWithItselfAdvice
{
    /// <summary>The sums that read one layer twice.</summary>
    public static IEnumerable<Advice> Of(NetworkSpec spec)
    {
        for (int i = 0; i < spec.Layers.Count; i++)
        {
            if (spec.Layers[i] is not AddSpec sum) continue;
            var read = new HashSet<int>();
            foreach (int input in sum.Inputs.Where(input => !read.Add(input)).Take(1))
                yield return new(IssueCatalog.SumWithItself, i, [], sum.Name, spec.Layers[input].Name);
        }
    }
}
