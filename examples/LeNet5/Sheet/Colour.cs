namespace LeNetExample.Sheet;

/// <summary>A colour of the sheet, red, green and blue from 0 to 255.</summary>
internal readonly record struct Colour(byte Red, byte Green, byte Blue)
{
    public static readonly Colour Page = new(0xEE, 0xEC, 0xE6);
    public static readonly Colour Paper = new(0xFF, 0xFF, 0xFF);
    public static readonly Colour Line = new(0xD2, 0xCE, 0xC4);
    public static readonly Colour Ink = new(0x1D, 0x24, 0x38);
    public static readonly Colour Quiet = new(0x8A, 0x88, 0x82);
    public static readonly Colour Right = new(0x2E, 0x7D, 0x4F);
    public static readonly Colour Wrong = new(0xC8, 0x23, 0x2C);
    public static readonly Colour WrongPaper = new(0xFD, 0xF0, 0xEF);

    /// <summary>This colour with <paramref name="share"/> (0 to 1) of another one over it.</summary>
    public Colour Under(Colour other, float share) => new(
        Blend(Red, other.Red, share),
        Blend(Green, other.Green, share),
        Blend(Blue, other.Blue, share));

    private static byte Blend(byte under, byte over, float share) => (byte)(under + (over - under) * share + 0.5f);
}
