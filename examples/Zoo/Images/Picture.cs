using StbImageSharp;

namespace Zoo.Images;

/// <summary>Pixels of a picture.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Pixels">[height, width, channels].</param>
internal sealed record Picture(int Height, int Width, int Channels, byte[] Pixels)
{
    /// <summary>The file names' ends of what <see cref="Read"/> decodes.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tga"];

    /// <summary>Decodes a file.</summary>
    /// <exception cref="UserException">It is damaged, or no picture.</exception>
    public static Picture Read(string path, int channels)
    {
        byte[] bytes = File.ReadAllBytes(path);
        try
        {
            var image = ImageResult.FromMemory(bytes, channels == 1 ? ColorComponents.Grey : ColorComponents.RedGreenBlue);
            return new Picture(image.Height, image.Width, channels, image.Data);
        }
        // The decoder says what it does not like with these; the last two where a file ends too early.
        catch (Exception exception) when (exception is InvalidOperationException or EndOfStreamException or IndexOutOfRangeException)
        {
            throw new UserException($"{path} is damaged, or no picture: {exception.Message}", exception);
        }
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
}
