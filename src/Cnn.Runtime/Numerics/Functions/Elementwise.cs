using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <summary>The loops over elements, two registers a turn; the last one overlaps those before it instead of running scalar.</summary>
internal static class Elementwise
{
    /// <summary>to[i] = f(from[i]); <paramref name="to"/> may be <paramref name="from"/>.</summary>
    public static void Map<TMap>(ref readonly float from, ref float to, int count, TMap map)
        where TMap : struct, IMap
    {
        if (Vector512.IsHardwareAccelerated && count >= Lanes512.Count)
            Map<TMap, Lanes512>(in from, ref to, count, map);
        else if (Vector256.IsHardwareAccelerated && count >= Lanes256.Count)
            Map<TMap, Lanes256>(in from, ref to, count, map);
        else
            Map<TMap, Lanes128>(in from, ref to, count, map);
    }

    /// <summary>gradient[i] = f(output[i], gradient[i]).</summary>
    public static void MapGradient<TMap>(ref readonly float output, ref float gradient, int count)
        where TMap : struct, IGradientMap
    {
        if (Vector512.IsHardwareAccelerated && count >= Lanes512.Count)
            MapGradient<TMap, Lanes512>(in output, ref gradient, count);
        else if (Vector256.IsHardwareAccelerated && count >= Lanes256.Count)
            MapGradient<TMap, Lanes256>(in output, ref gradient, count);
        else
            MapGradient<TMap, Lanes128>(in output, ref gradient, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Map<TMap, TLanes>(ref readonly float from, ref float to, int count, TMap map)
        where TMap : struct, IMap
        where TLanes : struct, ILanes<TLanes>
    {
        if (count < TLanes.Count)
        {
            for (int i = 0; i < count; i++)
                Unsafe.Add(ref to, i) = map.Apply(TLanes.Create(Unsafe.Add(ref Unsafe.AsRef(in from), i))).First;
            return;
        }

        nuint step = (nuint)TLanes.Count;
        nuint tail = (nuint)count - step;
        // Read before the loop, which may overwrite it in place.
        TLanes last = TLanes.Load(in from, tail);
        nuint at = 0;
        for (; at + step < tail; at += 2 * step)
        {
            TLanes first = map.Apply(TLanes.Load(in from, at));
            TLanes second = map.Apply(TLanes.Load(in from, at + step));
            first.Store(ref to, at);
            second.Store(ref to, at + step);
        }
        if (at < tail)
            map.Apply(TLanes.Load(in from, at)).Store(ref to, at);
        map.Apply(last).Store(ref to, tail);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void MapGradient<TMap, TLanes>(ref readonly float output, ref float gradient, int count)
        where TMap : struct, IGradientMap
        where TLanes : struct, ILanes<TLanes>
    {
        TMap map = default;
        if (count < TLanes.Count)
        {
            for (int i = 0; i < count; i++)
            {
                ref float element = ref Unsafe.Add(ref gradient, i);
                element = map.Apply(TLanes.Create(Unsafe.Add(ref Unsafe.AsRef(in output), i)), TLanes.Create(element)).First;
            }
            return;
        }

        nuint step = (nuint)TLanes.Count;
        nuint tail = (nuint)count - step;
        // Read before the loop, which overwrites part of it.
        TLanes last = TLanes.Load(ref gradient, tail);
        nuint at = 0;
        for (; at + step < tail; at += 2 * step)
        {
            TLanes first = map.Apply(TLanes.Load(in output, at), TLanes.Load(ref gradient, at));
            TLanes second = map.Apply(TLanes.Load(in output, at + step), TLanes.Load(ref gradient, at + step));
            first.Store(ref gradient, at);
            second.Store(ref gradient, at + step);
        }
        if (at < tail)
            map.Apply(TLanes.Load(in output, at), TLanes.Load(ref gradient, at)).Store(ref gradient, at);
        map.Apply(TLanes.Load(in output, tail), last).Store(ref gradient, tail);
    }
}
