using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Cnn.Runtime;

public static partial class Tensors
{
    /// <summary>
    /// Has the processor fetch a line of 16 floats into its caches, where it can be told to; the address need not be anybody's.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch(ref readonly float line)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in line)));
    }
}
