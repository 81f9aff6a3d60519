using System.Globalization;
using System.Text;

// The runtime compiles this file as well, which has no reference to the language.
namespace Cnn;

/// <summary>Text of others as a message shows it: every character can be seen, and none is obeyed by a terminal or an editor.</summary>
internal static class VisibleText
{
    /// <summary>
    /// The text, with escapes as C# has them for control characters, ends of lines, characters that are not seen or change the
    /// direction of others, and halves of surrogate pairs.
    /// </summary>
    public static string Of(string text)
    {
        StringBuilder? shown = null;
        for (int i = 0, length; i < text.Length; i += length)
        {
            length = char.IsSurrogatePair(text, i) ? 2 : 1;
            if (IsVisible(text, i))
            {
                shown?.Append(text, i, length);
                continue;
            }
            shown ??= new StringBuilder(text, 0, i, 2 * text.Length);
            shown.Append(Escape(text, i, length));
        }
        return shown?.ToString() ?? text;
    }

    private static bool IsVisible(string text, int at) => CharUnicodeInfo.GetUnicodeCategory(text, at)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.Surrogate);

    private static string Escape(string text, int at, int length) => text[at] switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ when length == 2 => "\\U" + char.ConvertToUtf32(text, at).ToString("X8", CultureInfo.InvariantCulture),
        char c => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture),
    };
}
