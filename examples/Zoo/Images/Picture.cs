using StbImageSharp;

namespace Zoo.Images;

/// <summary>Pixels of a picture.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Pixels">[height, width, channels].</param>
internal sealed record Picture(int Height, int Width, int Channels, byte[] Pixels)
{
    private static ReadOnlySpan<byte> JpegEnd => [0xFF, 0xD9];

    /// <summary>Decodes a file, and turns the picture as its EXIF says.</summary>
    /// <exception cref="UserException">It is damaged, cut off, of a kind that this program does not read, or no picture.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Picture Read(string path, int channels)
    {
        byte[] bytes = File.ReadAllBytes(path);
        PictureFormat? format = PictureFormat.OfContent(bytes)
            ?? (PictureFormat.OfName(path) == PictureFormat.Tga ? PictureFormat.Tga : null);
        if (format is null) throw new UserException($"{path} is damaged, or no picture: it begins like none of {PictureFormat.Readable}.");
        if (!format.IsReadable)
            throw new UserException(
                $"{path} is a {format.Name} picture, which this program does not read; convert it to one of {PictureFormat.Readable}.");
        return Decode(bytes, format, path, channels).Turn(Exif.Orientation(bytes, format));
    }

    /// <summary>The picture as it should be seen.</summary>
    /// <param name="orientation">EXIF's, 1 to 8: where row 0 and column 0 are seen.</param>
    public Picture Turn(int orientation)
    {
        if (orientation == Exif.Upright) return this;
        (int height, int width) = orientation >= 5 ? (Width, Height) : (Height, Width);
        byte[] pixels = new byte[Pixels.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                (int row, int column) = orientation switch
                {
                    2 => (y, Width - 1 - x),
                    3 => (Height - 1 - y, Width - 1 - x),
                    4 => (Height - 1 - y, x),
                    5 => (x, y),
                    6 => (Height - 1 - x, y),
                    7 => (Height - 1 - x, Width - 1 - y),
                    _ => (x, Width - 1 - y),
                };
                Pixels.AsSpan((row * Width + column) * Channels, Channels).CopyTo(pixels.AsSpan((y * width + x) * Channels));
            }
        }

        return new Picture(height, width, Channels, pixels);
    }

    /// <summary>The middle.</summary>
    public Picture CutMiddle(int height, int width)
    {
        int top = (Height - height) / 2, left = (Width - width) / 2;
        byte[] pixels = new byte[height * width * Channels];
        for (int y = 0; y < height; y++)
        {
            Pixels.AsSpan(((top + y) * Width + left) * Channels, width * Channels).CopyTo(pixels.AsSpan(y * width * Channels));
        }

        return new Picture(height, width, Channels, pixels);
    }

    /// <summary>Fits the picture to a network's input.</summary>
    public Picture Fit(int height, int width, Fitting fitting)
    {
        (int rows, int columns) = fitting switch
        {
            Fitting.Squash => (height * 256 / 227, width * 256 / 227),
            Fitting.ShorterSide when Height < Width => (height * 256 / 224, (int)((long)height * 256 / 224 * Width / Height)),
            Fitting.ShorterSide => ((int)((long)width * 256 / 224 * Height / Width), width * 256 / 224),
            _ => (height, width),
        };
        return Resampling.Scale(this, rows, columns).CutMiddle(height, width);
    }

    private static Picture Decode(byte[] bytes, PictureFormat format, string path, int channels)
    {
        using var watched = new WatchedBytes(bytes);
        try
        {
            var image = ImageResult.FromStream(watched, channels == 1 ? ColorComponents.Grey : ColorComponents.RedGreenBlue);
            if (format == PictureFormat.Png) PngChunk.CheckPixels(bytes);
            if (watched.WasReadPastEnd) throw CutOff(path, bytes, cause: null);

            // A decoder that meets something strange in the middle of a JPEG stops, and leaves the rest black or grey.
            if (format == PictureFormat.Jpeg && !bytes.AsSpan(0, (int)watched.Position).EndsWith(JpegEnd))
                throw new UserException(
                    $"{path} is damaged: after {watched.Position} of its {bytes.Length} bytes nothing more can be decoded; fetch it "
                    + "again.");
            return new Picture(image.Height, image.Width, channels, image.Data);
        }
        // The decoder says what it does not like with the first; the others come of sizes and offsets that it believed.
        catch (Exception exception) when (exception is InvalidOperationException or InvalidDataException or IOException
            or IndexOutOfRangeException
            or ArgumentException or OverflowException or OutOfMemoryException or NullReferenceException)
        {
            throw watched.WasReadPastEnd ? CutOff(path, bytes, exception)
                : new UserException($"{path} is damaged: {exception.Message}", exception);
        }
    }

    private static UserException CutOff(string path, byte[] bytes, Exception? cause) =>
        new($"{path} is cut off: its {bytes.Length} bytes end before the picture does; fetch it again.", cause);
}
