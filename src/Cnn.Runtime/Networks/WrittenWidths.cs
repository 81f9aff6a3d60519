using System.Globalization;
using System.Runtime.Intrinsics;

namespace Cnn.Runtime;

/// <summary>Whether a network's kernels are written in a vector width that the processor has.</summary>
internal static class WrittenWidths
{
    /// <summary>Stops a session that would run in vectors which are emulated, a hundred times slower.</summary>
    /// <exception cref="PlatformNotSupportedException">The processor has none of the widths.</exception>
    public static void Check(NetworkInfo info) => Check(info, [.. new[] { 512, 256, 128 }.Where(IsThere)]);

    /// <param name="info">The network.</param>
    /// <param name="there">The processor's widths.</param>
    internal static void Check(NetworkInfo info, IReadOnlyCollection<int> there)
    {
        // Without any, all widths are emulated, and there is nothing to choose.
        if (there.Count == 0 || info.VectorWidths.Any(there.Contains)) return;
        throw new PlatformNotSupportedException(
            $"The kernels of {info.Name} are written for vectors of {List(info.VectorWidths)} bits, and this processor has {List(there)}. "
            + $"Set the property CnnVectorWidths of the project that declares {info.Name} to widths of which the processor has one, for "
                + "example "
            + "<CnnVectorWidths>512;256;128</CnnVectorWidths>, and build it again.");
    }

    private static bool IsThere(int bits) => bits switch
    {
        512 => Vector512.IsHardwareAccelerated,
        256 => Vector256.IsHardwareAccelerated,
        _ => Vector128.IsHardwareAccelerated,
    };

    private static string List(IEnumerable<int> widths) =>
        string.Join(" and ", widths.Select(bits => bits.ToString(CultureInfo.InvariantCulture)));
}
