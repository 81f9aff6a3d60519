using System.Globalization;

namespace Cnn.Dsl;

/// <summary>Reads the values of arguments, each in the form that the layer's syntax asks for.</summary>
internal sealed class ArgumentParser(TokenReader tokens)
{
    /// <summary>Whether a number of some kind stands here, well formed or not.</summary>
    public bool IsAtNumber => tokens.Current.Kind is TokenKind.Number or TokenKind.Extent or TokenKind.MalformedNumber or TokenKind.Minus;

    /// <summary>Reads a value; null, and an issue, where none stands here. A number past the limit is an issue but still a value.</summary>
    public ArgumentDeclaration? Parse(string argument, ArgumentForm form, string expected)
    {
        var first = tokens.Current.Range;
        ArgumentValue? value = form switch
        {
            ArgumentForm.Integer => Integer(expected),
            ArgumentForm.Number => Number(expected),
            ArgumentForm.Extent => Extent(expected, 2),
            ArgumentForm.Shape => Extent(expected, 3),
            ArgumentForm.IntegerOrExtent => tokens.Current.Kind == TokenKind.Extent ? Extent(expected, 2) : Integer(expected),
            ArgumentForm.Integers => Integers(expected),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "A word has no value of its own to read."),
        };
        return value is null ? null : new(argument, value, first.To(tokens.Last));
    }

    /// <summary>What a form looks like, for messages.</summary>
    public static string Describe(ArgumentForm form, string keyword) => form switch
    {
        ArgumentForm.Integer => $"a whole number after '{keyword}'",
        ArgumentForm.Number => $"a number after '{keyword}'",
        ArgumentForm.Extent => $"rows and columns after '{keyword}', for example 5x5",
        ArgumentForm.Shape => $"height, width and channels after '{keyword}', for example 28x28x1",
        ArgumentForm.IntegerOrExtent => $"one whole number or two after '{keyword}', for example 2 or 2x1",
        ArgumentForm.Integers => $"whole numbers after '{keyword}', with blanks between",
        _ => $"'{keyword}'",
    };

    private IntegerValue? Integer(string expected) => TakeInteger(expected) is { } value ? new(value) : null;

    private IntegersValue? Integers(string expected)
    {
        var values = new List<long>();
        do
        {
            if (TakeInteger(expected) is not { } value) return null;
            values.Add(value);
        }
        while (IsAtNumber && tokens.Current.Kind != TokenKind.Extent);
        return new(values.ToEquatableArray());
    }

    private NumberValue? Number(string expected)
    {
        if (!IsNumber())
        {
            tokens.Expected(expected);
            return null;
        }
        bool isNegative = TakeMinus();
        var range = tokens.Take().Range;
        if (!double.TryParse(tokens.TextOf(range), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || value > int.MaxValue)
            TooLarge(range);
        return new(isNegative ? -value : value);
    }

    private IntegersValue? Extent(string expected, int count)
    {
        if (tokens.Current.Kind != TokenKind.Extent || tokens.TextOf(tokens.Current.Range).Split('x') is not { } parts || parts.Length != count)
        {
            tokens.Expected(expected);
            return null;
        }
        var range = tokens.Take().Range;
        var values = new long[count];
        for (int i = 0, offset = 0; i < count; offset += parts[i].Length + 1, i++)
        {
            int column = range.StartColumn + offset;
            values[i] = Value(range with { Start = range.Start + offset, Length = parts[i].Length, StartColumn = column, EndColumn = column + parts[i].Length });
        }
        return new(new(values));
    }

    private long? TakeInteger(string expected)
    {
        var number = tokens.Current.Kind == TokenKind.Minus ? tokens.Following : tokens.Current;
        if (!IsNumber() || tokens.TextOf(number.Range).Any(c => c is < '0' or > '9'))
        {
            tokens.Expected(expected);
            return null;
        }
        bool isNegative = TakeMinus();
        long value = Value(tokens.Take().Range);
        return isNegative ? -value : value;
    }

    // A sign belongs to the number that directly follows it.
    private bool IsNumber() =>
        tokens.Current.Kind == TokenKind.Number
        || (tokens.Current.Kind == TokenKind.Minus && tokens.Following.Kind == TokenKind.Number && tokens.Following.Range.Start == tokens.Current.Range.Start + 1);

    private bool TakeMinus()
    {
        if (tokens.Current.Kind != TokenKind.Minus) return false;
        tokens.Take();
        return true;
    }

    private long Value(SourceRange range)
    {
        long value = 0;
        foreach (char digit in tokens.TextOf(range))
        {
            value = value * 10 + (digit - '0');
            if (value <= int.MaxValue) continue;
            TooLarge(range);
            return int.MaxValue;
        }
        return value;
    }

    private void TooLarge(SourceRange range) => tokens.Report(range, IssueCatalog.NumberTooLarge, TokenReader.Shown(tokens.TextOf(range)));
}
