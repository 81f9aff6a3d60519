using System.Numerics;
using LeNetExample.Digits;
using StbImageWriteSharp;

namespace LeNetExample.Sheet;

/// <summary>An RGB picture that is drawn on and saved as PNG.</summary>
internal sealed class Picture
{
    private readonly Colour[] _pixels;

    public Picture(int width, int height, Colour background)
    {
        Width = width;
        Height = height;
        _pixels = new Colour[width * height];
        Array.Fill(_pixels, background);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Fills a rectangle with rounded, anti-aliased corners.</summary>
    public void FillRounded(int left, int top, int width, int height, float radius, Colour colour)
    {
        var half = new Vector2(width / 2f, height / 2f);
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                // The signed distance to a rounded box.
                Vector2 beyond = Vector2.Abs(new Vector2(x + 0.5f, y + 0.5f) - half) - half + new Vector2(radius);
                float distance = Vector2.Max(beyond, Vector2.Zero).Length() - radius;
                Mix(left + x, top + y, colour, Math.Clamp(0.5f - distance, 0f, 1f));
            }
        }
    }

    /// <summary>Lays <paramref name="ink"/> over the picture, its upper left corner at a place.</summary>
    public void Stamp(Ink ink, int left, int top, Colour colour)
    {
        for (int y = 0; y < ink.Height; y++)
            for (int x = 0; x < ink.Width; x++)
                Mix(left + x, top + y, colour, ink.Coverage[y * ink.Width + x]);
    }

    /// <summary>Writes the picture as PNG; an existing file is replaced only once the new one is complete.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path)
    {
        byte[] bytes = new byte[_pixels.Length * 3];
        for (int i = 0; i < _pixels.Length; i++)
            (bytes[3 * i], bytes[3 * i + 1], bytes[3 * i + 2]) = (_pixels[i].Red, _pixels[i].Green, _pixels[i].Blue);

        string partial = path + "." + Path.GetRandomFileName();
        try
        {
            using (FileStream stream = File.Create(partial))
                new ImageWriter().WritePng(bytes, Width, Height, ColorComponents.RedGreenBlue, stream);
            File.Move(partial, path, overwrite: true);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private void Mix(int x, int y, Colour colour, float share)
    {
        ref Colour pixel = ref _pixels[y * Width + x];
        pixel = pixel.Under(colour, share);
    }
}
