using System.Buffers.Binary;

namespace Cnn;

/// <summary>
/// The bytes of a safetensors file, from a file or from a stream that need not be seekable: they are read once, in order. What a header
/// promises takes no memory before it is there.
/// </summary>
internal sealed class SafetensorsSource
{
    private const int Chunk = 1 << 16;

    private readonly Stream _stream;
    private readonly bool _isFile;
    private long _dataBytes;
    private long _position;

    private SafetensorsSource(Stream stream, string name, bool isFile)
    {
        _stream = stream;
        Name = name;
        _isFile = isFile;
    }

    /// <summary>What messages call it: a file's path.</summary>
    public string Name { get; }

    /// <summary>How many bytes there are; null for a stream, behind whose tensors anything may follow.</summary>
    public long? Length => _isFile ? _stream.Length : null;

    /// <summary>A whole file.</summary>
    public static SafetensorsSource OfFile(FileStream stream, string path) => new(stream, path, isFile: true);

    /// <summary>What follows in a stream from where it stands.</summary>
    /// <exception cref="ArgumentException">It cannot be read.</exception>
    public static SafetensorsSource OfStream(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return stream.CanRead
            ? new(stream, NameOf(stream), isFile: false)
            : throw new ArgumentException($"{NameOf(stream)} cannot be read: it was closed, or is open for writing only.", nameof(stream));
    }

    /// <summary>What messages call a stream.</summary>
    public static string NameOf(Stream stream) => stream is FileStream file ? file.Name : "the stream";

    /// <summary>Reads up to so many bytes of the beginning.</summary>
    public int ReadSome(Span<byte> bytes) => _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);

    /// <summary>
    /// Reads the rest of a header of so many bytes, of which some are there already; fewer where the end comes first.
    /// </summary>
    public byte[] ReadHeader(ReadOnlySpan<byte> begun, int length)
    {
        // Of a file it is known that it has as many bytes.
        byte[] header = new byte[_isFile ? length : Math.Min(length, Chunk)];
        int filled = Math.Min(begun.Length, length);
        begun[..filled].CopyTo(header);
        while (true)
        {
            int read = ReadSome(header.AsSpan(filled));
            filled += read;
            if (filled < header.Length || filled == length)
                return filled < header.Length ? header[..filled] : header;
            Array.Resize(ref header, (int)Math.Min(length, 2L * header.Length));
        }
    }

    /// <summary>The first and last bytes of a file, of which the next ones are read afterwards; of a stream only the first.</summary>
    /// <param name="begun">What was read already.</param>
    public FileEnds Ends(ReadOnlySpan<byte> begun)
    {
        if (_isFile)
        {
            FileEnds ends = FileEnds.Read(_stream);
            _stream.Position = begun.Length;
            return ends;
        }
        byte[] first = new byte[FileEnds.FirstBytes];
        begun.CopyTo(first);
        return new FileEnds(first.AsSpan(0, begun.Length + ReadSome(first.AsSpan(begun.Length))), []);
    }

    /// <summary>Says how many bytes of tensors follow the header, which was read.</summary>
    public void BeginData(long bytes) => (_dataBytes, _position) = (bytes, 0);

    /// <summary>Passes over what lies before a tensor.</summary>
    /// <exception cref="WeightFileException">The end came first.</exception>
    public void SkipTo(long begin)
    {
        if (_stream.CanSeek)
        {
            _stream.Seek(begin - _position, SeekOrigin.Current);
            _position = begin;
            return;
        }
        byte[] passed = new byte[Math.Min(Chunk, begin - _position)];
        while (_position < begin)
            ReadData(passed.AsSpan(0, (int)Math.Min(passed.Length, begin - _position)));
    }

    /// <summary>Passes over what no tensor was wanted of.</summary>
    public void SkipToEnd() => SkipTo(_dataBytes);

    /// <summary>Reads bytes of tensors.</summary>
    /// <exception cref="WeightFileException">The end came first.</exception>
    public void ReadData(Span<byte> bytes)
    {
        int read = ReadSome(bytes);
        _position += read;
        if (read < bytes.Length)
        {
            throw new WeightFileException(Name, FormattableString.Invariant(
                $"expected {_dataBytes} bytes of data, as its header says, found {_position}, as in a truncated file; copy or ")
                + "save it again.");
        }
    }
}
