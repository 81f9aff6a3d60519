using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace LeNetExample.Tests;

/// <summary>What a PNG file says of itself (W3C, "Portable Network Graphics", third edition).</summary>
/// <param name="Width">In pixels.</param>
/// <param name="Height">In pixels.</param>
/// <param name="BitDepth">Bits a sample.</param>
/// <param name="ColourType">2 for red, green and blue.</param>
/// <param name="Rows">The unpacked rows, each after its filter's number.</param>
internal sealed record PngFile(int Width, int Height, byte BitDepth, byte ColourType, byte[] Rows)
{
    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static PngFile Read(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        Assert.Equal(s_signature, bytes[..8]);
        byte[] header = [];
        var packed = new MemoryStream();
        string last = "";
        for (int at = 8; at < bytes.Length;)
        {
            // A chunk is its length, its name, its data and a checksum.
            int length = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at));
            last = Encoding.ASCII.GetString(bytes, at + 4, 4);
            ReadOnlySpan<byte> data = bytes.AsSpan(at + 8, length);
            if (last == "IHDR") header = data.ToArray();
            if (last == "IDAT") packed.Write(data);
            at += 12 + length;
        }

        Assert.Equal("IEND", last);
        Assert.Equal(13, header.Length);
        packed.Position = 0;
        var rows = new MemoryStream();
        using (var unpacked = new ZLibStream(packed, CompressionMode.Decompress)) unpacked.CopyTo(rows);
        return new PngFile(
            BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)), header[8], header[9],
                rows.ToArray());
    }
}
