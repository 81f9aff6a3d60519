using System.Buffers.Binary;

namespace Zoo.Images;

/// <summary>What kind of picture a file is, by its first bytes; by its name where these say nothing.</summary>
/// <param name="Name">For people.</param>
/// <param name="IsReadable">Whether this program decodes it.</param>
internal sealed record PictureFormat(string Name, bool IsReadable)
{
    /// <summary>As many of a file's first bytes as are looked at.</summary>
    public const int Considered = 26;

    /// <summary>What is decoded, for people.</summary>
    public const string Readable = "JPEG, PNG, BMP, GIF, TGA";

    /// <summary>Photographs, mostly.</summary>
    public static readonly PictureFormat Jpeg = new("JPEG", IsReadable: true);

    /// <summary>The format that has checksums.</summary>
    public static readonly PictureFormat Png = new("PNG", IsReadable: true);

    /// <summary>The format that no first bytes tell.</summary>
    public static readonly PictureFormat Tga = new("TGA", IsReadable: true);

    private static readonly PictureFormat s_bmp = new("BMP", IsReadable: true);
    private static readonly PictureFormat s_gif = new("GIF", IsReadable: true);
    private static readonly PictureFormat s_webP = new("WebP", IsReadable: false);
    private static readonly PictureFormat s_heif = new("HEIF", IsReadable: false);
    private static readonly PictureFormat s_avif = new("AVIF", IsReadable: false);
    private static readonly PictureFormat s_tiff = new("TIFF", IsReadable: false);
    private static readonly PictureFormat s_jpegXl = new("JPEG XL", IsReadable: false);
    private static readonly PictureFormat s_jpeg2000 = new("JPEG 2000", IsReadable: false);
    private static readonly PictureFormat s_photoshop = new("Photoshop", IsReadable: false);
    private static readonly PictureFormat s_svg = new("SVG", IsReadable: false);
    private static readonly PictureFormat s_netpbm = new("Netpbm", IsReadable: false);

    private static readonly Dictionary<string, PictureFormat> s_byExtension = new(StringComparer.OrdinalIgnoreCase)
    {
        [".jpg"] = Jpeg, [".jpeg"] = Jpeg, [".jpe"] = Jpeg, [".jfif"] = Jpeg, [".png"] = Png, [".bmp"] = s_bmp, [".gif"] = s_gif,
            [".tga"] = Tga,
        [".webp"] = s_webP, [".heic"] = s_heif, [".heif"] = s_heif, [".avif"] = s_avif, [".tif"] = s_tiff, [".tiff"] = s_tiff,
            [".jxl"] = s_jpegXl,
        [".jp2"] = s_jpeg2000, [".j2k"] = s_jpeg2000, [".psd"] = s_photoshop, [".svg"] = s_svg, [".ppm"] = s_netpbm, [".pgm"] = s_netpbm,
            [".pnm"] = s_netpbm,
    };

    /// <summary>By the end of its name; null where that is no picture's.</summary>
    public static PictureFormat? OfName(string path) => s_byExtension.GetValueOrDefault(Path.GetExtension(path));

    /// <summary>By its first bytes; null where these are no picture's, or say nothing, as a TGA's.</summary>
    public static PictureFormat? OfContent(ReadOnlySpan<byte> first)
    {
        if (first is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..]) return Png;
        if (first is [0xFF, 0xD8, 0xFF, >= 0xC0 and < 0xFF, ..]) return Jpeg;
        if (first.StartsWith("GIF87a"u8) || first.StartsWith("GIF89a"u8)) return s_gif;
        if (IsBmp(first)) return s_bmp;
        if (first.StartsWith("RIFF"u8) && At(first, 8, "WEBP"u8)) return s_webP;
        if (At(first, 4, "ftypavif"u8) || At(first, 4, "ftypavis"u8)) return s_avif;
        if (At(first, 4, "ftyphei"u8) || At(first, 4, "ftyphev"u8) || At(first, 4, "ftypmif1"u8)) return s_heif;
        if (first.StartsWith("II*\0"u8) || first.StartsWith("MM\0*"u8)) return s_tiff;
        if (At(first, 4, "JXL \r\n"u8)) return s_jpegXl;
        if (At(first, 4, "jP  \r\n"u8)) return s_jpeg2000;
        if (first.StartsWith("8BPS\0\x01"u8)) return s_photoshop;
        return null;
    }

    /// <summary>Whether a file is a picture, readable or not: by its name, or else by its first bytes.</summary>
    public static bool IsPicture(string path)
    {
        if (OfName(path) is not null) return true;
        try
        {
            // What is no file with bytes in it, such as a pipe, has no length.
            if (new FileInfo(path).Length < Considered) return false;
            using FileStream file = File.OpenRead(path);
            byte[] first = new byte[Considered];
            return OfContent(first.AsSpan(0, file.ReadAtLeast(first, Considered, throwOnEndOfStream: false))) is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody knows; whoever reads it will be told why it cannot be read.
            return true;
        }
    }

    // Two letters alone might begin anything: then zeros, and the length of one of the headers that there are.
    private static bool IsBmp(ReadOnlySpan<byte> first) =>
        first.Length >= Considered
        && first.StartsWith("BM"u8)
        && BinaryPrimitives.ReadInt32LittleEndian(first[6..]) == 0
        && BinaryPrimitives.ReadInt32LittleEndian(first[14..]) is 12 or 40 or 52 or 56 or 64 or 108 or 124;

    private static bool At(ReadOnlySpan<byte> bytes, int offset, ReadOnlySpan<byte> expected) =>
        bytes.Length > offset && bytes[offset..].StartsWith(expected);
}
