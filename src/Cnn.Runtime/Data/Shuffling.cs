using Cnn.Runtime;

namespace Cnn;

/// <summary>Random orders that a seed and an epoch determine.</summary>
public static class Shuffling
{
    /// <summary>Permutes the items, every order as likely as any other (Fisher and Yates; Durstenfeld, 1964).</summary>
    public static void Shuffle(Span<int> items, ulong seed, int epoch)
    {
        RandomKey key = new RandomKey(seed).Derive("shuffle").Derive((ulong)epoch);
        for (int last = items.Length - 1; last > 0; last--)
        {
            int other = key.Below(last + 1, (ulong)last);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
