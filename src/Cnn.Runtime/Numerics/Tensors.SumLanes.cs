using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>
    /// The sum of a vector's lanes, halves first: fewer instructions than <see cref="Vector512.Sum{T}"/>, which adds up each quarter by
    /// itself.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumLanes(Vector512<float> vector) => SumLanes(vector.GetLower() + vector.GetUpper());

    /// <summary>The sum of a vector's lanes, halves first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumLanes(Vector256<float> vector) => SumLanes(vector.GetLower() + vector.GetUpper());

    /// <summary>The sum of a vector's lanes, halves first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumLanes(Vector128<float> vector) => Vector128.Sum(vector);
}
