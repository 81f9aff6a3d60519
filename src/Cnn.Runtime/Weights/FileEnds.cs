namespace Cnn;

/// <summary>The first and the last bytes of a file, by which formats are told apart.</summary>
/// <param name="first">512 of them, or all.</param>
/// <param name="last">Eight of them, or all.</param>
internal readonly ref struct FileEnds(ReadOnlySpan<byte> first, ReadOnlySpan<byte> last)
{
    /// <summary>How many first bytes are looked at.</summary>
    public const int FirstBytes = 512;

    private const int LastBytes = 8;

    public ReadOnlySpan<byte> First { get; } = first;

    public ReadOnlySpan<byte> Last { get; } = last;

    /// <summary>Reads both; afterwards the stream stands anywhere.</summary>
    public static FileEnds Read(Stream stream)
    {
        byte[] first = new byte[FirstBytes], last = new byte[LastBytes];
        stream.Position = 0;
        int firstCount = stream.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        stream.Position = Math.Max(0, stream.Length - LastBytes);
        int lastCount = stream.ReadAtLeast(last, last.Length, throwOnEndOfStream: false);
        return new FileEnds(first.AsSpan(0, firstCount), last.AsSpan(0, lastCount));
    }
}
