using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Cnn.Dsl;

/// <summary>
/// What the compiler makes of an interpolated string for <see cref="Invariant.Format(ref InvariantStringHandler)"/>: each part is appended
/// where it stands, under the invariant culture, with no array of arguments and no format to be parsed at run time. Generated code has tens
/// of thousands of lines, each one such string.
/// </summary>
[InterpolatedStringHandler, EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct InvariantStringHandler
{
    // One string is built at a time on a thread, except where an argument formats one itself: that one gets a builder of its own.
    [ThreadStatic]
    private static StringBuilder? s_spare;

    private readonly StringBuilder _text;

    /// <summary>Begins a string.</summary>
    public InvariantStringHandler(int literalLength, int formattedCount)
    {
        _text = s_spare ?? new StringBuilder(literalLength + 8 * formattedCount);
        s_spare = null;
    }

    /// <summary>Appends text.</summary>
    public void AppendLiteral(string value) => _text.Append(value);

    /// <summary>Appends text.</summary>
    public void AppendFormatted(string? value) => _text.Append(value);

    /// <summary>Appends a character.</summary>
    public void AppendFormatted(char value) => _text.Append(value);

    /// <summary>Appends a whole number.</summary>
    public void AppendFormatted(int value)
    {
        if ((uint)value < 10) _text.Append((char)('0' + value));
        else AppendFormatted((long)value);
    }

    /// <summary>Appends a whole number.</summary>
    public void AppendFormatted(long value) => _text.Append(value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Appends a value.</summary>
    public void AppendFormatted<T>(T value, string? format = null) => _text.Append(Text(value, format));

    /// <summary>Appends a value, padded with blanks: before it where <paramref name="alignment"/> is positive, else behind it.</summary>
    public void AppendFormatted<T>(T value, int alignment, string? format = null)
    {
        string text = Text(value, format);
        _text.Append(alignment < 0 ? text.PadRight(-alignment) : text.PadLeft(alignment));
    }

    /// <summary>The string; the handler is used up.</summary>
    internal string ToStringAndClear()
    {
        string text = _text.ToString();
        _text.Clear();
        s_spare = _text;
        return text;
    }

    private static string Text<T>(T value, string? format) =>
        (value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()) ?? "";
}
