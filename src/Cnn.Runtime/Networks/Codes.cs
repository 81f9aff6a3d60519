using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// The codes of classes for radial basis functions, of −1 and 1. Ten classes of 84 elements are the digits, as the pictures below, 7
/// columns by 12 rows, a letter's size on a screen: alike digits have alike codes, as in LeNet-5 (LeCun et al., 1998, figure 3). Any other
/// codes are drawn.
/// </summary>
internal static class Codes
{
    private const int Columns = 7, Rows = 12, Digits = 10;

    private static readonly string[] s_pictures =
    [
        "..###.. ...##.. .#####. .#####. ....##. ####### ..####. ####### .#####. .#####.",
        ".##.##. ..###.. ##...## ##...## ...###. ####### .##..## ####### ##...## ##...##",
        "##...## .####.. ##...## .....## ..####. ##..... ##..... .....## ##...## ##...##",
        "##...## ...##.. .....## .....## ..#.##. ##..... ##..... .....## ##...## ##...##",
        "##...## ...##.. .....## .....## .##.##. ######. ##..... ....##. ##...## ##...##",
        "##...## ...##.. ....##. ..####. .#..##. ####### ######. ....##. .#####. .######",
        "##...## ...##.. ...##.. ..####. ##..##. .....## ##...## ...##.. ##...## .....##",
        "##...## ...##.. ..##... .....## ####### .....## ##...## ...##.. ##...## .....##",
        "##...## ...##.. .##.... .....## ####### .....## ##...## ..##... ##...## .....##",
        "##...## ...##.. ##..... .....## ....##. ##...## ##...## ..##... ##...## .....##",
        ".##.##. .###### ####### ##...## ....##. ##...## ##...## ..##... ##...## ##..##.",
        "..###.. .###### ####### .#####. ....##. .#####. .#####. ..##... .#####. .####..",
    ];

    /// <summary>[outputs][inputs], as a weight file has them.</summary>
    public static float[] Of(int outputs, int inputs, RandomKey key)
    {
        float[] codes = new float[outputs * inputs];
        bool areDigits = (outputs, inputs) == (Digits, Columns * Rows);
        for (int i = 0; i < codes.Length; i++)
            codes[i] = (areDigits ? IsInk(i / inputs, i % inputs) : (key.Bits((uint)i) & 1) != 0) ? 1f : -1f;
        return codes;
    }

    // The pictures stand side by side, with a blank between.
    private static bool IsInk(int digit, int pixel) => s_pictures[pixel / Columns][(digit * (Columns + 1)) + (pixel % Columns)] == '#';
}
