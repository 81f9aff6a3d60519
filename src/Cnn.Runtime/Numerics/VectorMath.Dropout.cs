using System.Runtime.CompilerServices;

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
    public static void Dropout(ref readonly float x, ref float y, int count, float dropped, ulong key) =>
        Elementwise.Map(in x, ref y, count, new DropoutMap(dropped, key));

    /// <summary>gradient[i] is masked and scaled in place exactly as <see cref="Dropout"/> with the same key does to its input.</summary>
    public static void DropoutBackward(ref float gradient, int count, float dropped, ulong key) =>
        Elementwise.Map(in gradient, ref gradient, count, new DropoutMap(dropped, key));

    internal readonly struct DropoutMap(float dropped, ulong key) : IMap
    {
        private readonly float _dropped = dropped;
        private readonly float _scale = 1f / (1f - dropped);
        private readonly uint _key0 = (uint)key;
        private readonly uint _key1 = (uint)(key >> 32);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Apply<TLanes>(TLanes x, uint index)
            where TLanes : struct, ILanes<TLanes>
        {
            // The upper 24 bits as a float in [0, 1): every one of them is exact.
            TLanes bits = TLanes.ShiftRightLogical(Threefry.Draw<TLanes>(_key0, _key1, index), 8);
            TLanes uniform = TLanes.ConvertToSingle(bits) * TLanes.Create(1f / (1 << 24));
            return TLanes.GreaterThanOrEqual(uniform, TLanes.Create(_dropped)) & (x * TLanes.Create(_scale));
        }
    }
}
