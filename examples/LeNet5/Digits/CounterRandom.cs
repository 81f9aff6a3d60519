namespace LeNetExample.Digits;

/// <summary>
/// Random numbers that are a function of a key and a counter (SplitMix64, Steele et al. 2014), so that each picture has its own
/// sequence and no number of threads changes it.
/// </summary>
internal struct CounterRandom(ulong key)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private readonly ulong _key = key;
    private ulong _counter;

    /// <summary>The sequence of one picture of one set.</summary>
    public static CounterRandom For(int seed, int set, int picture) =>
        new(Mix(Mix(Mix((uint)seed) + GoldenGamma * (uint)set) + GoldenGamma * (uint)picture));

    /// <summary>Uniform over all 64-bit numbers.</summary>
    public ulong NextBits() => Mix(_key + GoldenGamma * ++_counter);

    /// <summary>Uniform in [0, 1).</summary>
    public float NextUnit() => (NextBits() >> 40) * (1f / (1 << 24));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float NextBetween(float low, float high) => low + (high - low) * NextUnit();

    /// <summary>Uniform in 0 .. <paramref name="count"/> - 1.</summary>
    public int NextIndex(int count) => (int)((NextBits() >> 32) * (uint)count >> 32);

    /// <summary>About normal with mean 0 and deviation 1, never beyond ±3.5: the sum of four uniform numbers.</summary>
    public float NextBell()
    {
        // A uniform number on (0, 1) has variance 1/12, so four of them have 1/3.
        float sum = NextUnit() + NextUnit() + NextUnit() + NextUnit();
        return (sum - 2f) * 1.7320508f;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
