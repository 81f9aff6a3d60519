namespace Cnn;

/// <summary>Text from a file that is not trusted, as a message may show it.</summary>
internal static class Excerpt
{
    private const int Longest = 160;

    /// <summary>The beginning of a text, with everything visible in it.</summary>
    public static string Of(string text)
    {
        if (text.Length <= Longest)
            return VisibleText.Of(text);
        int end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return VisibleText.Of(text[..end]) + "…";
    }
}
