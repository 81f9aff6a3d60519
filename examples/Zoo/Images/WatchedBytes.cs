namespace Zoo.Images;

/// <summary>
/// A file's bytes for a decoder, which takes zeros for whatever a file lacks; whether it wanted any is the only sign that the file is cut
/// off.
/// </summary>
internal sealed class WatchedBytes(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    /// <summary>Whether more was asked for than there is.</summary>
    public bool WasReadPastEnd { get; private set; }

    /// <inheritdoc/>
    public override int ReadByte()
    {
        int value = base.ReadByte();
        if (value < 0) WasReadPastEnd = true;
        return value;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = base.Read(buffer, offset, count);
        if (read < count) WasReadPastEnd = true;
        return read;
    }

    /// <summary>Goes to the end at most: behind it, a decoder that waits for the end would never find it.</summary>
    public override long Seek(long offset, SeekOrigin origin)
    {
        long position = base.Seek(offset, origin);
        if (position <= Length) return position;
        WasReadPastEnd = true;
        return base.Seek(0, SeekOrigin.End);
    }
}
