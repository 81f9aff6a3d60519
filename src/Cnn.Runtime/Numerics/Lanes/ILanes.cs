namespace Cnn.Runtime;

/// <summary>
/// A register of float32 lanes, so that each function is written once and compiled for 512, 256 and 128 bits.
/// The implementations are structs around one vector; the compiler sees through them.
/// </summary>
/// <typeparam name="T">The implementation itself.</typeparam>
internal interface ILanes<T>
    where T : struct, ILanes<T>
{
    static abstract int Count { get; }

    static abstract T Create(float value);

    /// <summary>The same 32 bits in each lane.</summary>
    static abstract T CreateBits(uint bits);

    /// <summary>As integers: <paramref name="first"/>, <paramref name="first"/> + 1, …</summary>
    static abstract T Indices(uint first);

    static abstract T Load(ref readonly float from, nuint offset);

    void Store(ref float to, nuint offset);

    static abstract T operator +(T left, T right);

    static abstract T operator -(T left, T right);

    static abstract T operator *(T left, T right);

    static abstract T operator /(T left, T right);

    static abstract T operator &(T left, T right);

    static abstract T operator |(T left, T right);

    static abstract T operator ^(T left, T right);

    /// <summary>left × right + addend, with one rounding where the processor can.</summary>
    static abstract T MultiplyAdd(T left, T right, T addend);

    static abstract T Sqrt(T value);

    /// <summary>The smaller one; <paramref name="right"/> where it is NaN.</summary>
    static abstract T Min(T left, T right);

    /// <summary>The larger one; <paramref name="right"/> where it is NaN.</summary>
    static abstract T Max(T left, T right);

    /// <summary>The larger one as IEEE 754 has it: NaN where either is, and 0 is larger than -0.</summary>
    static abstract T Maximum(T left, T right);

    /// <summary>All bits of a lane set where left &gt; right.</summary>
    static abstract T GreaterThan(T left, T right);

    /// <summary>All bits of a lane set where left ≥ right.</summary>
    static abstract T GreaterThanOrEqual(T left, T right);

    /// <summary>Bits of <paramref name="whenSet"/> where the mask is set, of <paramref name="whenClear"/> elsewhere.</summary>
    static abstract T Select(T mask, T whenSet, T whenClear);

    /// <summary>Lanes added as 32-bit integers.</summary>
    static abstract T AddBits(T left, T right);

    /// <summary>Lanes subtracted as 32-bit integers.</summary>
    static abstract T SubtractBits(T left, T right);

    static abstract T ShiftLeft(T value, int count);

    static abstract T ShiftRightArithmetic(T value, int count);

    static abstract T ShiftRightLogical(T value, int count);

    /// <summary>Lanes read as signed integers, converted to floats.</summary>
    static abstract T ConvertToSingle(T integers);

    float First { get; }

    /// <summary>The largest lane; unspecified where a lane is NaN.</summary>
    float Largest { get; }
}
