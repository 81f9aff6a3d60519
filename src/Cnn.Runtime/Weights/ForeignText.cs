using System.Text;

namespace Cnn;

/// <summary>Text in the place of a weight file.</summary>
internal static class ForeignText
{
    private const int LongestQuote = 40;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What a text is; null where the bytes are no text.</summary>
    public static ForeignFormat? Recognize(ReadOnlySpan<byte> first)
    {
        if (Decode(first) is not string text)
            return null;
        text = text.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (Begins(text, "version https://git-lfs"))
            return new("a pointer of Git LFS, which stands for the file", "fetch the file itself with 'git lfs pull'");
        if (Begins(text, "<!doctype html") || Begins(text, "<html"))
            return new("a web page, as a failed download leaves", "fetch the file itself");
        if (Begins(text, "<"))
            return new("XML, as the error message of a failed download is", "fetch the file itself");
        if (Begins(text, "{") && text.Contains("\"weight_map\"", StringComparison.Ordinal))
            return new("the index of a model in several files", "name the file, or put the tensors of all of them into one");
        if (Begins(text, "{") || Begins(text, "["))
            return new("JSON text", "name the file of weights");
        string quote = text.Length <= LongestQuote ? text.TrimEnd() : text[..LongestQuote] + "…";
        return new($"text that begins '{VisibleText.Of(quote)}'", "name the file of weights");
    }

    private static bool Begins(string text, string beginning) => text.StartsWith(beginning, StringComparison.OrdinalIgnoreCase);

    // Null where there are bytes that no text has. A last character may be cut off.
    private static string? Decode(ReadOnlySpan<byte> bytes)
    {
        for (int cut = 0; cut < Math.Min(4, bytes.Length); cut++)
        {
            try
            {
                string text = s_strict.GetString(bytes[..^cut]);
                return text.Any(c => char.IsControl(c) && c is not ('\t' or '\r' or '\n')) ? null : text;
            }
            catch (DecoderFallbackException)
            {
                // Perhaps the last character only.
            }
        }
        return null;
    }
}
