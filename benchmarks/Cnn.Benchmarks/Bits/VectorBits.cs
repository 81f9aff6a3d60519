using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cnn.Benchmarks.Bits;

/// <summary>How wide the vectors of this process are, and how a process gets narrower ones.</summary>
internal static class VectorBits
{
    private static readonly (int Bits, string Variable)[] s_narrower = [(256, "DOTNET_EnableAVX512"), (128, "DOTNET_EnableAVX2")];

    /// <summary>Bits of this process's vectors.</summary>
    public static int Own { get; } = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>
    /// The narrower widths that this processor has, and the variable of the environment that is 0 in a process of that width.
    /// </summary>
    public static IEnumerable<(int Bits, string Variable)> Narrower { get; } =
        RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86 ? [.. s_narrower.Where(width => width.Bits < Own)]
            : [];
}
