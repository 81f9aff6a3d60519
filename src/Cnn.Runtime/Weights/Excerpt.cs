namespace Cnn;

/// <summary>Text from a file that is not trusted, as a message may show it.</summary>
internal static class Excerpt
{
    private const int Longest = 160;

    /// <summary>The beginning of a text, with <c>?</c> for control characters, which a terminal would obey.</summary>
    public static string Of(string text)
    {
        char[] shown = text.AsSpan(0, Math.Min(text.Length, Longest)).ToArray();
        for (int i = 0; i < shown.Length; i++)
        {
            if (char.IsControl(shown[i]))
                shown[i] = '?';
        }
        return text.Length <= Longest ? new string(shown) : new string(shown) + "…";
    }
}
