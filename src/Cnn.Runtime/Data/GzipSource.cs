using System.Buffers.Binary;
using System.IO.Compression;

namespace Cnn;

/// <summary>A gzip stream whose complaints name the file.</summary>
internal sealed class GzipSource(FileStream file, string path) : Stream
{
    // The sum of a member's bytes and their number.
    private const int TrailerLength = 2 * sizeof(uint);

    private const string CutOff = "the file is cut off or damaged, fetch it again";

    private readonly GZipStream _expanded = new(file, CompressionMode.Decompress);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        try
        {
            return _expanded.Read(buffer);
        }
        catch (InvalidDataException exception)
        {
            throw new InvalidDataException(
                $"{VisibleText.Of(path)}: the gzip data is damaged ({exception.Message.TrimEnd('.')}); fetch it again.", exception);
        }
    }

    /// <summary>
    /// Makes sure that the file does not end before its checksum. <see cref="GZipStream"/> holds the bytes against each sum that it
    /// reaches, but takes a file that ends before one for whole.
    /// </summary>
    /// <param name="first">All that was unpacked, in two pieces.</param>
    /// <param name="rest">What follows the first piece.</param>
    /// <exception cref="InvalidDataException">The file does not end in the sum and the number of the bytes before.</exception>
    public void RequireTrailer(ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest)
    {
        Span<byte> trailer = stackalloc byte[TrailerLength];
        file.Position = Math.Max(0, file.Length - TrailerLength);
        int read = file.ReadAtLeast(trailer, TrailerLength, throwOnEndOfStream: false);
        uint sum = BinaryPrimitives.ReadUInt32LittleEndian(trailer);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(trailer[sizeof(uint)..]);

        // Of several members in one file, the last one's bytes are the last of all.
        // Zeros behind the last member, as tapes have them, read as an empty one's trailer.
        if (read < TrailerLength || length > (long)first.Length + rest.Length || sum != SumOfLast((int)length, first, rest))
        {
            throw new InvalidDataException(
                $"{VisibleText.Of(path)}: expected the checksum and the length of the gzip data as the last {TrailerLength} bytes, found "
                    + $"others; {CutOff}.");
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _expanded.Dispose();
        base.Dispose(disposing);
    }

    private static uint SumOfLast(int length, ReadOnlySpan<byte> first, ReadOnlySpan<byte> rest) => length <= rest.Length
        ? Crc32.Append(0, rest[^length..])
        : Crc32.Append(Crc32.Append(0, first[^(length - rest.Length)..]), rest);
}
