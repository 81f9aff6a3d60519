using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cnn.Runtime;

/// <summary>One zeroed stretch of floats that starts at a multiple of 64 bytes and never moves: all the memory of a plan.</summary>
/// <remarks>
/// It lies in an array of the pinned object heap, not in memory of the operating system's: a span that a session returned stays
/// valid even when the session was disposed or collected, an arena that nobody disposes does not leak, and plans need the same
/// two things either way, alignment and a fixed address.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Arena : IDisposable
{
    /// <summary>A cache line and the widest vector, in floats.</summary>
    private const int Alignment = 16;

    /// <summary>The most floats that one can hold.</summary>
    internal static long MostFloats => Array.MaxLength - Alignment;

    private float[]? _memory;
    private readonly int _begin;

    /// <summary>Allocates and zeroes <paramref name="length"/> floats.</summary>
    /// <param name="length">At least 0; from a plan, never from a file.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than an array can hold.</exception>
    /// <exception cref="OutOfMemoryException">There is not that much memory.</exception>
    public Arena(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, MostFloats);
        _memory = GC.AllocateArray<float>((int)length + Alignment, pinned: true);
        Length = (int)length;
        _begin = FloatsToAlignment(ref MemoryMarshal.GetArrayDataReference(_memory));
    }

    /// <summary>Its size in floats.</summary>
    public int Length { get; }

    /// <summary>Its first float.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public ref float Origin => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Memory), _begin);

    /// <summary>Throws the reason why it was disposed of, where whoever did so has one.</summary>
    internal Action? ThrowIfEnded { get; init; }

    /// <summary>All of it.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public Span<float> Span => Memory.AsSpan(_begin, Length);

    // Read once: another thread may dispose of it in between.
    private float[] Memory
    {
        get
        {
            float[]? memory = _memory;
            if (memory is null)
            {
                ThrowIfEnded?.Invoke();
                Disposed.ThrowIf(isDisposed: true, this);
            }
            return memory;
        }
    }

    /// <summary>Lets the memory go, once no returned span refers to it.</summary>
    public void Dispose() => _memory = null;

    private static unsafe int FloatsToAlignment(ref float pinned)
    {
        nuint bytes = Alignment * sizeof(float);
        nuint misaligned = (nuint)Unsafe.AsPointer(ref pinned) % bytes;
        return (int)((bytes - misaligned) % bytes / sizeof(float));
    }
}
