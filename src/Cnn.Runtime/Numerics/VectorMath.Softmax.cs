using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.InteropServices;

namespace Cnn.Runtime;

public static partial class VectorMath
{
    /// <summary>
    /// probabilities[k] = exp(logits[k]) / Σ exp(logits), the largest logit subtracted first; the two may be the same memory.
    /// A NaN among the logits makes every probability NaN.
    /// </summary>
    public static void Softmax(ref readonly float logits, ref float probabilities, int classes)
    {
        double sum = ExpOfDifferences(in logits, ref probabilities, classes, out _);
        Elementwise.Map(in probabilities, ref probabilities, classes, new ScaleMap((float)(1.0 / sum)));
    }

    /// <summary>The softmax of each row, in place.</summary>
    /// <param name="values">[rows, classes].</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="classes">At least 1.</param>
    public static void SoftmaxRows(ref float values, int rows, int classes)
    {
        for (int row = 0; row < rows; row++)
        {
            ref float first = ref Unsafe.Add(ref values, (nint)row * classes);
            Softmax(in first, ref first, classes);
        }
    }

    /// <summary>
    /// exponentials[k] = exp(logits[k] - largest); returns their sum, in double and in an order that no vector width changes.
    /// </summary>
    internal static double ExpOfDifferences(ref readonly float logits, ref float exponentials, int classes, out float largest)
    {
        largest = Largest(in logits, classes);
        Elementwise.Map(in logits, ref exponentials, classes, new ExpOfDifferenceMap(largest));
        return Sums.Sum(MemoryMarshal.CreateReadOnlySpan(in exponentials, classes));
    }

    private static float Largest(ref readonly float x, int count)
    {
        if (Vector512.IsHardwareAccelerated && count >= Lanes512.Count)
            return Largest<Lanes512>(in x, count);
        if (Vector256.IsHardwareAccelerated && count >= Lanes256.Count)
            return Largest<Lanes256>(in x, count);
        return Largest<Lanes128>(in x, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Largest<TLanes>(ref readonly float x, int count)
        where TLanes : struct, ILanes<TLanes>
    {
        if (count < TLanes.Count)
        {
            float largest = x;
            for (int i = 1; i < count; i++)
                largest = MathF.Max(largest, Unsafe.Add(ref Unsafe.AsRef(in x), i));
            return largest;
        }

        nuint step = (nuint)TLanes.Count;
        nuint tail = (nuint)count - step;
        TLanes running = TLanes.Load(in x, tail);
        for (nuint at = 0; at < tail; at += step)
            running = TLanes.Max(running, TLanes.Load(in x, at));
        return running.Largest;
    }

    internal readonly struct ScaleMap(float scale) : IMap
    {
        private readonly float _scale = scale;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => x * TLanes.Create(_scale);
    }

    internal readonly struct ExpOfDifferenceMap(float subtrahend) : IMap
    {
        private readonly float _subtrahend = subtrahend;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x)
            where TLanes : struct, ILanes<TLanes> => Exponential.Exp(x - TLanes.Create(_subtrahend));
    }
}
