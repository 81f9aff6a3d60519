using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

public static partial class VectorMath
{
    /// <summary>
    /// y[i] = x[i] / (1 - dropped) where random(key, i) ≥ dropped, else 0. The draw depends on the key and i alone
    /// (<see cref="Threefry"/>), so neither the vector width nor a cut among threads changes it. The two may be the same memory.
    /// </summary>
    /// <param name="x">The input.</param>
    /// <param name="y">The output.</param>
    /// <param name="count">Floats in each.</param>
    /// <param name="dropped">The share dropped, 0 to 1.</param>
    /// <param name="key">Identifies the step, the layer and the instance.</param>
    public static void Dropout(ref readonly float x, ref float y, int count, float dropped, ulong key)
    {
        if (Vector512.IsHardwareAccelerated && count >= Lanes512.Count)
            Dropout<Lanes512>(in x, ref y, count, dropped, key);
        else if (Vector256.IsHardwareAccelerated && count >= Lanes256.Count)
            Dropout<Lanes256>(in x, ref y, count, dropped, key);
        else
            Dropout<Lanes128>(in x, ref y, count, dropped, key);
    }

    /// <summary>gradient[i] is masked and scaled in place exactly as <see cref="Dropout"/> with the same key does to its input.</summary>
    public static void DropoutBackward(ref float gradient, int count, float dropped, ulong key) =>
        Dropout(in gradient, ref gradient, count, dropped, key);

    /// <summary>A loop of its own, because two copies of twenty rounds in one method are more than the compiler inlines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Dropout<TLanes>(ref readonly float x, ref float y, int count, float dropped, ulong key)
        where TLanes : struct, ILanes<TLanes>
    {
        float scale = 1f / (1f - dropped);
        if (count < TLanes.Count)
        {
            for (int i = 0; i < count; i++)
            {
                float uniform = ((uint)Threefry.Draw(key, (uint)i) >> 8) * (1f / (1 << 24));
                Unsafe.Add(ref y, i) = uniform >= dropped ? Unsafe.Add(ref Unsafe.AsRef(in x), i) * scale : 0f;
            }
            return;
        }

        uint key0 = (uint)key;
        uint key1 = (uint)(key >> 32);
        nuint step = (nuint)TLanes.Count;
        nuint tail = (nuint)count - step;
        // Read before the loop, which may overwrite it in place.
        TLanes last = TLanes.Load(in x, tail);
        nuint at = 0;
        while (true)
        {
            bool overlaps = at >= tail;
            nuint begin = overlaps ? tail : at;
            TLanes value = overlaps ? last : TLanes.Load(in x, at);

            // The upper 24 bits as a float in [0, 1): every one of them is exact.
            TLanes bits = TLanes.ShiftRightLogical(Threefry.Draw<TLanes>(key0, key1, (uint)begin), 8);
            TLanes uniform = TLanes.ConvertToSingle(bits) * TLanes.Create(1f / (1 << 24));
            TLanes kept = TLanes.GreaterThanOrEqual(uniform, TLanes.Create(dropped));
            (kept & (value * TLanes.Create(scale))).Store(ref y, begin);
            if (overlaps)
                return;
            at += step;
        }
    }
}
