using Cnn.Runtime;

namespace LeNetExample.Digits;

/// <summary>
/// The random numbers of one picture, one after the other; they depend on its key alone, so that no number of threads changes them.
/// </summary>
internal struct RandomSequence(RandomKey key)
{
    private ulong _count;
    private ulong _word;
    private bool _hasHalf;

    /// <summary>Uniform in [0, 1).</summary>
    public float NextUnit()
    {
        // One draw of 64 bits serves for two numbers of 24.
        _word = _hasHalf ? _word << 32 : key.Bits(_count++);
        _hasHalf = !_hasHalf;
        return (_word >> 40) * (1f / (1 << 24));
    }

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public float NextBetween(float low, float high) => low + (high - low) * NextUnit();

    /// <summary>Uniform in 0 .. <paramref name="bound"/> - 1.</summary>
    public int NextBelow(int bound) => key.Below(bound, _count++);

    /// <summary>About normal with mean 0 and deviation 1, never beyond ±3.5: the sum of four uniform numbers.</summary>
    public float NextBell()
    {
        // A uniform number on (0, 1) has variance 1/12, so four of them have 1/3.
        float sum = NextUnit() + NextUnit() + NextUnit() + NextUnit();
        return (sum - 2f) * 1.7320508f;
    }
}
