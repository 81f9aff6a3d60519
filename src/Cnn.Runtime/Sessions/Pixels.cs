using System.Runtime.CompilerServices;

namespace Cnn;

/// <summary>
/// The images of one call: floats, or bytes where the network's input declares them. Pinned by the caller until the job is over.
/// </summary>
internal readonly unsafe struct Pixels
{
    private readonly void* _first;
    private readonly bool _areBytes;

    private Pixels(void* first, bool areBytes)
    {
        _first = first;
        _areBytes = areBytes;
    }

    /// <summary>The first float; a null reference where the pixels are bytes.</summary>
    public ref float Floats => ref Unsafe.AsRef<float>(_areBytes ? null : _first);

    /// <summary>The first byte; a null reference where the pixels are floats.</summary>
    public ref byte Bytes => ref Unsafe.AsRef<byte>(_areBytes ? _first : null);

    public static Pixels At<TPixel>(TPixel* first)
        where TPixel : unmanaged => new(first, AreBytes<TPixel>());

    /// <summary>What messages call them.</summary>
    public static string Unit<TPixel>()
        where TPixel : unmanaged => AreBytes<TPixel>() ? "bytes" : "floats";

    /// <exception cref="InvalidOperationException">They are bytes, and the network's input does not declare bytes.</exception>
    public static void Check<TPixel>(NetworkInfo info)
        where TPixel : unmanaged
    {
        if (AreBytes<TPixel>() && !info.TakesBytes)
        {
            throw new InvalidOperationException(
                $"The input of {info.Name} does not declare bytes: declare it with 'bytes' (Bytes = true), or call the overload with "
                    + "ReadOnlySpan<float>.");
        }
    }

    private static bool AreBytes<TPixel>()
        where TPixel : unmanaged => typeof(TPixel) == typeof(byte);
}
