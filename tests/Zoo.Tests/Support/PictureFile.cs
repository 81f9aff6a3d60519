using StbImageWriteSharp;

namespace Zoo.Tests;

/// <summary>Makes files of pictures.</summary>
internal static class PictureFile
{
    /// <summary>A picture of random colours.</summary>
    public static byte[] Noise(string format, int height, int width)
    {
        byte[] pixels = new byte[height * width * 3];
        new Random(5).NextBytes(pixels);
        return Of(format, pixels, height, width, ColorComponents.RedGreenBlue);
    }

    /// <summary>A file of these pixels.</summary>
    public static byte[] Of(string format, byte[] pixels, int height, int width, ColorComponents components)
    {
        var writer = new ImageWriter();
        using var file = new MemoryStream();
        switch (format)
        {
            case "JPEG": writer.WriteJpg(pixels, width, height, components, file, 90); break;
            case "PNG": writer.WritePng(pixels, width, height, components, file); break;
            case "BMP": writer.WriteBmp(pixels, width, height, components, file); break;
            case "TGA": writer.WriteTga(pixels, width, height, components, file); break;
            default: throw new ArgumentException($"No format '{format}'.", nameof(format));
        }

        return file.ToArray();
    }

    /// <summary>EXIF with nothing but another tag and the orientation.</summary>
    public static byte[] Exif(int orientation, bool littleEndian)
    {
        // A directory at 8 of two entries: tag, type 3 (short), count 1, value.
        int[] numbers = [2, 0x0100, 3, 0, 1, 77, 0, 0x0112, 3, 0, 1, orientation, 0, 0, 0];
        if (littleEndian) (numbers[3], numbers[4], numbers[9], numbers[10]) = (1, 0, 1, 0);
        byte[] head = littleEndian ? [.. "II*\0"u8, 8, 0, 0, 0] : [.. "MM\0*"u8, 0, 0, 0, 8];
        return [.. head, .. numbers.SelectMany(number =>
            littleEndian ? new[] { (byte)number, (byte)(number >> 8) } : [(byte)(number >> 8), (byte)number])];
    }

    /// <summary>A JPEG file with EXIF as its first segment.</summary>
    public static byte[] WithExif(byte[] jpeg, byte[] exif)
    {
        int length = 2 + 6 + exif.Length;
        return [.. jpeg[..2], 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. "Exif\0\0"u8, .. exif, .. jpeg[2..]];
    }
}
