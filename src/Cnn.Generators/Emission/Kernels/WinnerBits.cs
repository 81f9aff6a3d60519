namespace Cnn.Generators;

/// <summary>
/// Writes which pixel of a window won. Its number is a whole one, whose bits lie in a float's place: a float's own 24 bits are too few
/// for the pixels of a window. Such a float is copied and selected, but never computed with: most are no normal numbers.
/// </summary>
internal static class WinnerBits
{
    /// <summary>A pixel's number in every lane.</summary>
    public static string Of(string pixel) => $"_V.AsSingle(_V.Create<int>({pixel}))";

    /// <summary>The gradient in the lanes whose winner is the pixel, else zero.</summary>
    public static string Won(string pixel) =>
        $"_V.ConditionalSelect(_V.AsSingle(_V.Equals(_V.AsInt32(winner), _V.Create<int>({pixel}))), gradient, _F.Zero)";
}
