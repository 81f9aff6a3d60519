namespace Cnn;

/// <summary>Reads what a header promised without believing it: memory grows only with what really arrives.</summary>
internal static class BoundedReading
{
    private const int FirstChunk = 1 << 20;

    /// <summary>Reads exactly <paramref name="expected"/> bytes, after which the stream must end; otherwise returns null.</summary>
    /// <param name="stream">The source.</param>
    /// <param name="expected">How many bytes there should be.</param>
    /// <param name="actual">How many there are; <paramref name="expected"/> + 1 stands for any larger number.</param>
    public static byte[]? ReadToEnd(Stream stream, int expected, out long actual)
    {
        byte[] bytes = new byte[Math.Min(expected, FirstChunk)];
        int filled = 0;
        while (true)
        {
            int read = stream.ReadAtLeast(bytes.AsSpan(filled), bytes.Length - filled, throwOnEndOfStream: false);
            filled += read;
            actual = filled;
            if (filled < bytes.Length)
                return null;
            if (filled == expected)
                break;
            Array.Resize(ref bytes, (int)Math.Min(expected, 2L * bytes.Length));
        }
        if (stream.ReadByte() < 0)
            return bytes;
        actual = (long)expected + 1;
        return null;
    }
}
