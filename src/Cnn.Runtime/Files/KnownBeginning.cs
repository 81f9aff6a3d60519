namespace Cnn;

/// <summary>
/// What common files begin with, byte for byte, so that whatever reads another format can say what it was given instead. The names are
/// objects of "found".
/// </summary>
internal static class KnownBeginning
{
    /// <summary>IDX: bytes in three dimensions, which are images.</summary>
    public static ReadOnlySpan<byte> IdxImages => [0, 0, 0x08, 3];

    /// <summary>IDX: bytes in one dimension, which are labels.</summary>
    public static ReadOnlySpan<byte> IdxLabels => [0, 0, 0x08, 1];

    /// <summary>Bytes by which all of them are known.</summary>
    public const int Bytes = 12;

    /// <summary>What <see cref="Zip"/> begins.</summary>
    public const string ZipName = "a zip archive";

    /// <summary>What <see cref="NumPy"/> begins.</summary>
    public const string NumPyName = "a NumPy array (.npy)";

    /// <summary>What <see cref="Hdf5"/> begins.</summary>
    public const string Hdf5Name = "an HDF5 file";

    // Before the lists that take them.
    private static readonly byte[] s_gzip = [0x1F, 0x8B];
    private static readonly byte[] s_zip = [.. "PK\u0003\u0004"u8];
    private static readonly byte[] s_numPy = [0x93, .. "NUMPY"u8];
    private static readonly byte[] s_hdf5 = [0x89, .. "HDF\r\n\u001A\n"u8];

    private static readonly (byte[] Beginning, string Name)[] s_pictures =
    [
        ([0x89, .. "PNG"u8], "a PNG picture"),
        ([0xFF, 0xD8, 0xFF], "a JPEG picture"),
        ([.. "GIF8"u8], "a GIF picture"),
        ([.. "II*\0"u8], "a TIFF picture"),
        ([.. "MM\0*"u8], "a TIFF picture"),
    ];

    private static readonly (byte[] Beginning, string Name)[] s_packed =
    [
        (s_gzip, "gzip data"),
        (s_zip, ZipName),
        ([0x28, 0xB5, 0x2F, 0xFD], "Zstandard data"),
        ([0xFD, .. "7zXZ"u8], "xz data"),
        ([.. "BZh"u8], "bzip2 data"),
        ([.. "7z"u8, 0xBC, 0xAF], "a 7-Zip archive"),
    ];

    private static readonly (byte[] Beginning, string Name)[] s_others =
    [
        ([.. "%PDF"u8], "a PDF document"),
        (s_numPy, NumPyName),
        (s_hdf5, Hdf5Name),
    ];

    /// <summary>Data that gzip packed.</summary>
    public static ReadOnlySpan<byte> Gzip => s_gzip;

    /// <summary>A zip archive.</summary>
    public static ReadOnlySpan<byte> Zip => s_zip;

    /// <summary>A NumPy array.</summary>
    public static ReadOnlySpan<byte> NumPy => s_numPy;

    /// <summary>An HDF5 file.</summary>
    public static ReadOnlySpan<byte> Hdf5 => s_hdf5;

    /// <summary>A picture; null for none.</summary>
    public static string? Picture(ReadOnlySpan<byte> first) =>
        Find(s_pictures, first) ?? (IsBitmap(first) ? "a BMP picture" : IsWebP(first) ? "a WebP picture" : null);

    /// <summary>Data or files that are packed; null for none.</summary>
    public static string? Packed(ReadOnlySpan<byte> first) => Find(s_packed, first);

    /// <summary>A document or data; null for none.</summary>
    public static string? Other(ReadOnlySpan<byte> first) => Find(s_others, first);

    // Two letters begin many a text, but these are followed by the file's length and four zeros.
    private static bool IsBitmap(ReadOnlySpan<byte> first) =>
        first.Length >= 10 && first.StartsWith("BM"u8) && !first[6..10].ContainsAnyExcept((byte)0);

    private static bool IsWebP(ReadOnlySpan<byte> first) =>
        first.Length >= 12 && first.StartsWith("RIFF"u8) && first[8..12].SequenceEqual("WEBP"u8);

    private static string? Find((byte[] Beginning, string Name)[] known, ReadOnlySpan<byte> first)
    {
        foreach ((byte[] beginning, string name) in known)
        {
            if (first.StartsWith(beginning))
                return name;
        }
        return null;
    }
}
