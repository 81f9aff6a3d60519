namespace Cnn.Runtime;

/// <summary>A source of random numbers as a value: every draw is a function of the key and a counter (<see cref="Threefry"/>).</summary>
/// <param name="Value">The 64 bits of the key.</param>
public readonly record struct RandomKey(ulong Value)
{
    /// <summary>A key of its own for each number, for example an epoch or an instance.</summary>
    public RandomKey Derive(ulong number) => new(Threefry.Draw(Value, number));

    /// <summary>A key of its own for each name: its UTF-16 code units through FNV-1a, 64 bits (Fowler, Noll and Vo).</summary>
    public RandomKey Derive(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ulong hash = 14695981039346656037;
        foreach (char unit in name)
            hash = (hash ^ unit) * 1099511628211;
        return Derive(hash);
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits(ulong counter) => Threefry.Draw(Value, counter);

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double Uniform(ulong counter) => (Bits(counter) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Normal with mean 0 and deviation 1 (Box and Muller, 1958), from the two words of one draw.</summary>
    public double Normal(ulong counter)
    {
        ulong bits = Bits(counter);
        // In (0, 1], so that the logarithm is finite.
        double radius = ((uint)bits + 1.0) * (1.0 / (1UL << 32));
        double turn = (uint)(bits >> 32) * (1.0 / (1UL << 32));
        return Math.Sqrt(-2 * Math.Log(radius)) * Math.Cos(2 * Math.PI * turn);
    }

    /// <summary>Uniform among 0 … <paramref name="bound"/> - 1, which must be at least 1; not checked.</summary>
    /// <remarks>The high half of a 64 × 64-bit product: the bias is below bound / 2⁶⁴, which no run could show.</remarks>
    public int Below(int bound, ulong counter) => (int)Math.BigMul(Bits(counter), (ulong)bound, out _);
}
