using System.Buffers.Binary;
using System.IO.Compression;

namespace Zoo.Images;

/// <summary>A piece of a PNG file: a length, four letters, data, a checksum (W3C, "Portable Network Graphics").</summary>
/// <param name="Begin">Where its letters begin.</param>
/// <param name="Length">Its data's.</param>
internal readonly record struct PngChunk(int Begin, int Length)
{
    private const int SignatureLength = 8, NameLength = 4, ChecksumLength = 4;

    /// <summary>Those of a file that are there completely, in order.</summary>
    public static List<PngChunk> All(ReadOnlySpan<byte> file)
    {
        var chunks = new List<PngChunk>();
        for (int at = SignatureLength; at + sizeof(uint) + NameLength + ChecksumLength <= file.Length;)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
            if (length > file.Length - at - sizeof(uint) - NameLength - ChecksumLength) break;
            chunks.Add(new PngChunk(at + sizeof(uint), (int)length));
            at += sizeof(uint) + NameLength + (int)length + ChecksumLength;
        }

        return chunks;
    }

    /// <summary>Whether it has these four letters.</summary>
    public bool IsNamed(ReadOnlySpan<byte> name, ReadOnlySpan<byte> file) => file.Slice(Begin, NameLength).SequenceEqual(name);

    /// <summary>Its data.</summary>
    public ReadOnlySpan<byte> Data(ReadOnlySpan<byte> file) => file.Slice(Begin + NameLength, Length);

    /// <summary>Unpacks a file's pixels for the checksum in them, which the decoder does not look at.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static void CheckPixels(ReadOnlySpan<byte> file)
    {
        List<PngChunk> chunks = All(file);

        // Apple's variant, which begins with another chunk, packs its pixels without a checksum.
        if (chunks.Count == 0 || !chunks[0].IsNamed("IHDR"u8, file)) return;
        using var packed = new MemoryStream();
        foreach (PngChunk chunk in chunks)
            if (chunk.IsNamed("IDAT"u8, file)) packed.Write(chunk.Data(file));
        packed.Position = 0;
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        unpacked.CopyTo(Stream.Null);
    }
}
