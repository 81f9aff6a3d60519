namespace Cnn;

/// <summary>The checksum of gzip (RFC 1952, section 8).</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] s_table = Table();

    /// <summary>The sum of bytes that follow those of which <paramref name="before"/> is the sum.</summary>
    public static uint Append(uint before, ReadOnlySpan<byte> bytes)
    {
        uint[] table = s_table;
        uint sum = ~before;
        foreach (byte value in bytes)
            sum = (sum >> 8) ^ table[(byte)sum ^ value];
        return ~sum;
    }

    private static uint[] Table()
    {
        uint[] table = new uint[256];
        for (uint i = 0; i < table.Length; i++)
        {
            uint sum = i;
            for (int bit = 0; bit < 8; bit++)
                sum = (sum & 1) == 0 ? sum >> 1 : (sum >> 1) ^ Polynomial;
            table[i] = sum;
        }
        return table;
    }
}
