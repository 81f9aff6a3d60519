using System.Globalization;
using System.Numerics;
using Cnn;
using LeNetExample.Digits;

namespace LeNetExample.Sheet;

/// <summary>
/// A sheet of 16 × 10 test pictures with what the network took them for: first the wrong ones, framed in red with
/// <c>truth → answer</c>, then a sample of the right ones. Its signs are written with the program's own pen.
/// </summary>
internal sealed class PredictionSheet
{
    private const int Columns = 16;
    private const int Rows = 10;
    private const int Scale = 3;
    private const int Margin = 48;
    private const int Header = 56;
    private const int Caption = 30;
    private const int Gap = 14;

    // However many are wrong, the last two rows are for right ones.
    private const int MostWrong = Columns * (Rows - 2);

    private readonly int _imageWidth;
    private readonly int _imageHeight;
    private readonly Picture _picture;

    private PredictionSheet(int imageWidth, int imageHeight)
    {
        _imageWidth = imageWidth;
        _imageHeight = imageHeight;
        _picture = new Picture(
            2 * Margin + Columns * TileWidth + (Columns - 1) * Gap,
            2 * Margin + Header + Rows * (TileHeight + Caption) + (Rows - 1) * Gap,
            Colour.Page);
    }

    private int TileWidth => _imageWidth * Scale;

    private int TileHeight => _imageHeight * Scale;

    /// <summary>Draws the sheet.</summary>
    /// <param name="images">The test images: one channel, 255 for ink.</param>
    /// <param name="predictions">One an image.</param>
    public static Picture Draw(LabeledImages images, IReadOnlyList<Prediction> predictions)
    {
        var sheet = new PredictionSheet(images.Shape.Width, images.Shape.Height);
        int wrong = predictions.Count(prediction => !prediction.IsRight);
        sheet.DrawHeader(predictions.Count - wrong, wrong);

        int cell = 0;
        foreach (Prediction prediction in Choose(predictions)) sheet.DrawCell(cell++, prediction, images.GetPixels(prediction.Image));
        return sheet._picture;
    }

    private static IEnumerable<Prediction> Choose(IReadOnlyList<Prediction> predictions)
    {
        Prediction[] wrong = [.. predictions.Where(prediction => !prediction.IsRight).Take(MostWrong)];
        Prediction[] right = [.. predictions.Where(prediction => prediction.IsRight)];
        int room = Math.Min(Columns * Rows - wrong.Length, right.Length);
        return wrong.Concat(Enumerable.Range(0, room).Select(i => right[(int)((long)i * right.Length / room)]));
    }

    private void DrawHeader(int right, int wrong)
    {
        const int Size = 30;
        int x = Margin;
        x = DrawSign(GlyphBook.Tick, x, Margin, Size, 2.4f, Colour.Right) + 16;
        x = DrawNumber(right, x, Margin, Size, Colour.Right) + 32;
        x = DrawSign(GlyphBook.Cross, x, Margin, Size, 2.4f, Colour.Wrong) + 16;
        DrawNumber(wrong, x, Margin, Size, Colour.Wrong);
    }

    private void DrawCell(int cell, Prediction prediction, ReadOnlySpan<byte> image)
    {
        int left = Margin + cell % Columns * (TileWidth + Gap);
        int top = Margin + Header + cell / Columns * (TileHeight + Caption + Gap);
        int frame = prediction.IsRight ? 1 : 3;

        _picture.FillRounded(left - frame, top - frame, TileWidth + 2 * frame, TileHeight + 2 * frame, 6f + frame,
            prediction.IsRight ? Colour.Line : Colour.Wrong);
        _picture.FillRounded(left, top, TileWidth, TileHeight, 6f, prediction.IsRight ? Colour.Paper : Colour.WrongPaper);
        _picture.Stamp(Enlargement.Of(image, _imageWidth, _imageHeight, Scale), left, top, Colour.Ink);

        const int Size = 18;
        int y = top + TileHeight + 8;
        int middle = left + TileWidth / 2;
        if (prediction.IsRight)
        {
            DrawSign(GlyphBook.Digits[prediction.Answer][0], middle - Size / 2, y, Size, 1.1f, Colour.Quiet);
            return;
        }

        DrawSign(GlyphBook.Digits[prediction.Truth][0], middle - Size / 2 - 25, y, Size, 1.3f, Colour.Ink);
        DrawSign(GlyphBook.Arrow, middle - Size / 2, y, Size, 1f, Colour.Quiet);
        DrawSign(GlyphBook.Digits[prediction.Answer][0], middle - Size / 2 + 25, y, Size, 1.5f, Colour.Wrong);
    }

    private int DrawNumber(int number, int left, int top, int size, Colour colour)
    {
        foreach (char digit in number.ToString(CultureInfo.InvariantCulture))
        {
            Glyph glyph = GlyphBook.Digits[digit - '0'][0];
            (float first, float last) = glyph.Extent;
            DrawSign(glyph, left - (int)(first * size / Glyph.Box), top, size, 1.8f, colour);
            left += (int)((last - first) * size / Glyph.Box) + size / 4;
        }

        return left;
    }

    // Returns where the sign's box ends.
    private int DrawSign(Glyph glyph, int left, int top, int size, float radius, Colour colour)
    {
        const int Air = 3;
        var ink = new Ink(size + 2 * Air, size + 2 * Air);
        ink.Draw(glyph, new Vector2(Air), size, radius);
        _picture.Stamp(ink, left - Air, top - Air, colour);
        return left + size;
    }
}
