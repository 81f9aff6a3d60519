using System.IO.Compression;

namespace Cnn;

/// <summary>A gzip stream whose complaints name the file.</summary>
internal sealed class GzipSource(Stream file, string path) : Stream
{
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
            throw new InvalidDataException($"{path}: the gzip data is damaged ({exception.Message.TrimEnd('.')}); fetch it again.", exception);
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
}
