namespace Cnn.Benchmarks.Catalog;

/// <summary>Random numbers that are the same on every machine (SplitMix64; Steele, Lea and Flood, 2014).</summary>
internal sealed class Noise(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number from <paramref name="low"/> to below <paramref name="high"/>.</summary>
    public float Uniform(float low, float high) => low + ((high - low) * (Next() >> 40) / (1 << 24));

    /// <summary>The next number of a normal distribution with mean 0 and deviation 1, by the sum of twelve uniform ones.</summary>
    public float Normal()
    {
        float sum = -6;
        for (int i = 0; i < 3; i++)
        {
            ulong bits = Next();
            for (int part = 0; part < 4; part++, bits >>= 16) sum += (bits & 0xFFFF) / 65536f;
        }

        return sum;
    }

    /// <summary>The next whole number from 0 to below <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Next() % (ulong)end);

    private ulong Next()
    {
        ulong bits = _state += 0x9E3779B97F4A7C15;
        bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
        bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
        return bits ^ (bits >> 31);
    }
}
