using System.Buffers.Binary;

namespace Cnn;

/// <summary>The checksum of gzip (RFC 1952, section 8), and of a checkpoint.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Slices = 8;

    // Entry 256 s + b: what byte b does to the sum once s more bytes have come (Kounavis and Berry, 2008, "slicing-by-8").
    private static readonly uint[] s_table = Table();

    /// <summary>The sum of bytes that follow those of which <paramref name="before"/> is the sum.</summary>
    public static uint Append(uint before, ReadOnlySpan<byte> bytes)
    {
        uint[] table = s_table;
        uint sum = ~before;
        for (; bytes.Length >= Slices; bytes = bytes[Slices..])
        {
            uint low = sum ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes), high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            sum = table[(7 << 8) + (byte)low] ^ table[(6 << 8) + (byte)(low >> 8)]
                ^ table[(5 << 8) + (byte)(low >> 16)] ^ table[(4 << 8) + (byte)(low >> 24)]
                ^ table[(3 << 8) + (byte)high] ^ table[(2 << 8) + (byte)(high >> 8)]
                ^ table[(1 << 8) + (byte)(high >> 16)] ^ table[(byte)(high >> 24)];
        }
        foreach (byte value in bytes)
            sum = (sum >> 8) ^ table[(byte)sum ^ value];
        return ~sum;
    }

    private static uint[] Table()
    {
        uint[] table = new uint[Slices << 8];
        for (uint i = 0; i < 256; i++)
        {
            uint sum = i;
            for (int bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ Polynomial;
            table[i] = sum;
        }
        for (int i = 256; i < table.Length; i++)
            table[i] = (table[i - 256] >> 8) ^ table[(byte)table[i - 256]];
        return table;
    }
}
