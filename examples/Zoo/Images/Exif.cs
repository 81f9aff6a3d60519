using System.Buffers.Binary;

namespace Zoo.Images;

/// <summary>
/// How a camera was held, as JPEG and PNG files say in EXIF (CIPA DC-008). Whatever is damaged there says nothing, and the picture stays as
/// it is.
/// </summary>
internal static class Exif
{
    /// <summary>Rows and columns as they should be seen.</summary>
    public const int Upright = 1;

    private const int OrientationTag = 0x0112;
    private const int EntryLength = 12;
    private const ushort Short = 3;

    /// <summary>The orientation, 1 to 8; <see cref="Upright"/> where nothing is said.</summary>
    public static int Orientation(ReadOnlySpan<byte> file, PictureFormat? format)
    {
        ReadOnlySpan<byte> exif = format == PictureFormat.Jpeg ? InJpeg(file) : format == PictureFormat.Png ? InPng(file) : [];
        int orientation = exif.StartsWith("II*\0"u8) ? InTiff(exif, littleEndian: true) : exif.StartsWith("MM\0*"u8)
            ? InTiff(exif, littleEndian: false) : Upright;
        return orientation is >= 1 and <= 8 ? orientation : Upright;
    }

    // Segments are a marker of two bytes, a length that counts itself, and data; pixels begin with the marker DA.
    private static ReadOnlySpan<byte> InJpeg(ReadOnlySpan<byte> file)
    {
        for (int at = 2; at + 4 <= file.Length && file[at] == 0xFF && file[at + 1] != 0xDA;)
        {
            int end = at + 2 + BinaryPrimitives.ReadUInt16BigEndian(file[(at + 2)..]);
            if (end < at + 4 || end > file.Length) return [];
            ReadOnlySpan<byte> data = file[(at + 4)..end];
            if (file[at + 1] == 0xE1 && data.StartsWith("Exif\0\0"u8)) return data[6..];
            at = end;
        }

        return [];
    }

    private static ReadOnlySpan<byte> InPng(ReadOnlySpan<byte> file)
    {
        foreach (PngChunk chunk in PngChunk.All(file))
            if (chunk.IsNamed("eXIf"u8, file)) return chunk.Data(file);
        return [];
    }

    // A TIFF file without pixels: a directory of entries, each a tag, a type, a count and a value.
    private static int InTiff(ReadOnlySpan<byte> tiff, bool littleEndian)
    {
        if (tiff.Length < 8) return Upright;
        uint directory = littleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..])
            : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (directory > tiff.Length - 2) return Upright;
        ReadOnlySpan<byte> entries = tiff[(int)directory..];
        int count = Number(entries, littleEndian);
        entries = entries[2..];
        for (int i = 0; i < count && entries.Length >= EntryLength; i++, entries = entries[EntryLength..])
        {
            if (Number(entries, littleEndian) == OrientationTag && Number(entries[2..], littleEndian) == Short)
                return Number(entries[8..], littleEndian);
        }

        return Upright;
    }

    private static int Number(ReadOnlySpan<byte> bytes, bool littleEndian) =>
        littleEndian ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
