using System.Runtime.CompilerServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>The running means that all of Adam's family keep: m = β₁m + (1 - β₁)g, and v = β₂v + (1 - β₂)g².</summary>
internal readonly struct AdamMoments(AdamFamily optimizer)
{
    private readonly float _beta2 = optimizer.Beta2;
    private readonly float _new1 = (float)(1 - (double)optimizer.Beta1);
    private readonly float _new2 = (float)(1 - (double)optimizer.Beta2);

    /// <summary>Brings both up to date.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Update<TLanes>(TLanes gradient, ref TLanes mean, ref TLanes square)
        where TLanes : struct, ILanes<TLanes>
    {
        mean = TLanes.MultiplyAdd(TLanes.Create(_new1), gradient - mean, mean);
        square = TLanes.MultiplyAdd(TLanes.Create(_beta2), square, TLanes.Create(_new2) * gradient * gradient);
    }
}
