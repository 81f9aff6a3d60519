namespace Cnn;

/// <summary>Checks a stream before anything is written to it.</summary>
internal static class WritableStream
{
    /// <exception cref="ArgumentException">It cannot be written.</exception>
    public static void Check(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (!stream.CanWrite)
            throw new ArgumentException("The stream cannot be written: it was closed, or is open for reading only.", nameof(stream));
    }
}
