using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <summary>
/// Ends runs of sums that are held in registers and whose totals are in memory. A method for each width: among overloads, a compiler would
/// have to choose thousands of times.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[Experimental(GeneratedCodeOnly.Id, Message = GeneratedCodeOnly.Message, UrlFormat = GeneratedCodeOnly.Page)]
public static class SumRuns
{
    /// <summary>Adds a run to its total, and returns with what the next run begins: what the addition rounded off.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> End512(Vector512<float> sum, ref float total, nuint offset)
    {
        var before = Vector512.LoadUnsafe(ref total, offset);
        var after = before + sum;
        Vector512.StoreUnsafe(after, ref total, offset);
        // What the total gained, exactly as a subtraction gives it: units that multiply have nothing to do between runs.
        return sum - Vector512.MultiplyAddEstimate(before, Vector512.Create(-1f), after);
    }

    /// <inheritdoc cref="End512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> End256(Vector256<float> sum, ref float total, nuint offset)
    {
        var before = Vector256.LoadUnsafe(ref total, offset);
        var after = before + sum;
        Vector256.StoreUnsafe(after, ref total, offset);
        return sum - Vector256.MultiplyAddEstimate(before, Vector256.Create(-1f), after);
    }

    /// <inheritdoc cref="End512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> End128(Vector128<float> sum, ref float total, nuint offset)
    {
        var before = Vector128.LoadUnsafe(ref total, offset);
        var after = before + sum;
        Vector128.StoreUnsafe(after, ref total, offset);
        return sum - Vector128.MultiplyAddEstimate(before, Vector128.Create(-1f), after);
    }

    /// <summary>Adds the last run to its total, which is then the sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add512(Vector512<float> sum, ref float total, nuint offset) =>
        Vector512.StoreUnsafe(sum + Vector512.LoadUnsafe(ref total, offset), ref total, offset);

    /// <inheritdoc cref="Add512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add256(Vector256<float> sum, ref float total, nuint offset) =>
        Vector256.StoreUnsafe(sum + Vector256.LoadUnsafe(ref total, offset), ref total, offset);

    /// <inheritdoc cref="Add512"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add128(Vector128<float> sum, ref float total, nuint offset) =>
        Vector128.StoreUnsafe(sum + Vector128.LoadUnsafe(ref total, offset), ref total, offset);
}
