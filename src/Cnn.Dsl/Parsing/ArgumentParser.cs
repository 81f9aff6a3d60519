using System.Globalization;

namespace Cnn.Dsl;

/// <summary>Reads the values of arguments, each in the form that the layer's syntax asks for.</summary>
/// <param name="tokens">The text.</param>
/// <param name="parameters">The names of the parameters that whole numbers may be written with.</param>
internal sealed class ArgumentParser(TokenReader tokens, ParameterNames parameters)
{
    private readonly ExpressionParser _expressions = new(tokens, parameters);

    /// <summary>Whether a number of some kind stands here, well formed or not.</summary>
    public bool IsAtNumber => tokens.Current.Kind is TokenKind.Number or TokenKind.Extent or TokenKind.MalformedNumber or TokenKind.Minus;

    /// <summary>Reads a value; null, and an issue, where none stands here. A number past the limit is an issue but still a value.</summary>
    /// <param name="argument">The argument's name.</param>
    /// <param name="form">What it looks like.</param>
    /// <param name="expected">What to call it when it is missing.</param>
    /// <param name="options">The words that end a list of numbers, whatever the parameters are called.</param>
    public ArgumentTemplate? Parse(string argument, ArgumentForm form, string expected, IReadOnlyList<OptionSyntax> options)
    {
        var first = tokens.Current.Range;
        if (form is ArgumentForm.Integer or ArgumentForm.Integers
            || (form == ArgumentForm.IntegerOrExtent && tokens.Current.Kind != TokenKind.Extent))
        {
            var integers = Integers(form, expected, options);
            if (integers is null || ReportComma(tokens.Last, form, expected)) return null;
            return new(argument, null, integers, form == ArgumentForm.Integers, first.To(tokens.Last));
        }
        ArgumentValue? value = form switch
        {
            ArgumentForm.Number => Number(expected),
            ArgumentForm.Numbers => Numbers(expected),
            ArgumentForm.Extent => Extent(expected, 2),
            ArgumentForm.Shape => Extent(expected, 3),
            ArgumentForm.IntegerOrExtent => Extent(expected, 2),
            ArgumentForm.Text => Text(expected),
            _ => throw new ArgumentOutOfRangeException(nameof(form), form, "A word has no value of its own to read."),
        };
        return value is null || ReportComma(tokens.Last, form, expected) ? null : new(argument, value, [], false, first.To(tokens.Last));
    }

    /// <summary>Reads one word of a list; null, and an issue that names the nearest, where it is none of them.</summary>
    /// <param name="argument">The argument's name.</param>
    /// <param name="keyword">The word that it follows.</param>
    /// <param name="words">The words that there are.</param>
    public ArgumentTemplate? Word(string argument, string keyword, IReadOnlyList<string> words)
    {
        var range = tokens.Current.Range;
        string word = tokens.Current.Kind == TokenKind.Word ? tokens.TextOf(range) : "";
        if (!words.Contains(word))
        {
            string? advice = Spelling.Meant(word, words) is { } meant ? $"Write {meant}." : null;
            tokens.Expected($"one of {string.Join(", ", words)} after '{keyword}'", advice);
            return null;
        }
        tokens.Take();
        // Attributes have the members of an enumeration, without what parts their words.
        return new(argument, new WordValue(word.Replace("_", "")), [], false, range);
    }

    /// <summary>Whether a word is one of the block's parameters.</summary>
    public bool IsParameter(string word) => parameters.Contains(word);

    /// <summary>
    /// Reports a comma inside of a number, <c>0,5</c>, or between those of a list, and takes what is behind it; false where a number ends
    /// with its last digit.
    /// </summary>
    /// <param name="number">Where the number stands; it is taken already.</param>
    /// <param name="form">What was read.</param>
    /// <param name="expected">What to call it.</param>
    public bool ReportComma(SourceRange number, ArgumentForm form, string expected)
    {
        if (!IsAtInnerComma) return false;
        int parts = 1;
        for (; IsAtInnerComma; parts++)
        {
            tokens.Take();
            tokens.Take();
        }
        var range = number.To(tokens.Last);
        string text = tokens.TextOf(range);
        bool isList = form == ArgumentForm.Integers || (form == ArgumentForm.Numbers && (parts > 2 || text.IndexOf('.') >= 0));
        tokens.Expected(range, expected, form switch
        {
            _ when isList => $"Write blanks between the numbers: {ShownNames.Short(text.Replace(',', ' '))}.",
            ArgumentForm.Number or ArgumentForm.Numbers when parts == 2 && text.IndexOf('.') < 0
                => $"Write a point before the fraction: {ShownNames.Short(text.Replace(',', '.'))}.",
            _ => "A comma ends a statement, and stands in no number.",
        });
        return true;
    }

    private bool IsAtInnerComma =>
        tokens.Current.Kind == TokenKind.Comma && tokens.Current.Range.Start == tokens.Last.Start + tokens.Last.Length
        && tokens.Following.Kind is TokenKind.Number or TokenKind.MalformedNumber
            && tokens.Following.Range.Start == tokens.Current.Range.Start + 1;

    /// <summary>What a form looks like, for messages.</summary>
    public static string Describe(ArgumentForm form, string keyword) => form switch
    {
        ArgumentForm.Integer => $"a whole number after '{keyword}'",
        ArgumentForm.Number => $"a number after '{keyword}'",
        ArgumentForm.Extent => $"rows and columns after '{keyword}', for example 5x5",
        ArgumentForm.Shape => $"height, width and channels after '{keyword}', for example 28x28x1",
        ArgumentForm.IntegerOrExtent => $"one whole number or two after '{keyword}', for example 2 or 2x1",
        ArgumentForm.Text => $"a text between quotation marks after '{keyword}'",
        ArgumentForm.Integers => $"whole numbers after '{keyword}', with blanks between",
        ArgumentForm.Numbers => $"numbers after '{keyword}', with blanks between",
        _ => $"'{keyword}'",
    };

    /// <summary>Reads one whole number, with arithmetic or without.</summary>
    public Expression? Integer(string expected) => _expressions.Parse(expected);

    private List<Expression>? Integers(ArgumentForm form, string expected, IReadOnlyList<OptionSyntax> options)
    {
        var values = new List<Expression>();
        do
        {
            if (Integer(expected) is not { } value) return null;
            values.Add(value);
        }
        while (form == ArgumentForm.Integers && IsAtInteger(options));
        return values;
    }

    private bool IsAtInteger(IReadOnlyList<OptionSyntax> options)
    {
        if (tokens.Current.Kind != TokenKind.Word)
            return tokens.Current.Kind is TokenKind.Number or TokenKind.MalformedNumber or TokenKind.Minus or TokenKind.OpenParenthesis;
        string word = tokens.TextOf(tokens.Current.Range);
        return parameters.Contains(word) && options.All(option => option.Keyword != word);
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
        if (!double.TryParse(tokens.TextOf(range), NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || value > NumberLimits.Most(isNegative))
            tokens.ReportPastLimit(range, isNegative);
        return new(isNegative ? -value : value);
    }

    // As in a list of whole numbers, a minus is a sign where a blank stands before it and none after.
    private NumbersValue? Numbers(string expected)
    {
        var values = new List<double>();
        do
        {
            if (Number(expected) is not { } number) return null;
            values.Add(number.Value);
        }
        while (tokens.Current.Kind is TokenKind.Number or TokenKind.MalformedNumber
            || (tokens.Current.Kind == TokenKind.Minus && tokens.Current.Range.Start > tokens.Last.Start + tokens.Last.Length));
        return new(values.ToEquatableArray());
    }

    private IntegersValue? Extent(string expected, int count)
    {
        if (tokens.Current.Kind != TokenKind.Extent || tokens.TextOf(tokens.Current.Range).Split('x') is not { } parts
            || parts.Length != count)
        {
            tokens.Expected(expected);
            return null;
        }
        var range = tokens.Take().Range;
        var values = new long[count];
        for (int i = 0, offset = 0; i < count; offset += parts[i].Length + 1, i++)
        {
            int column = range.StartColumn + offset;
            values[i] = Value(
                range with { Start = range.Start + offset, Length = parts[i].Length, StartColumn = column, EndColumn = column
                    + parts[i].Length });
        }
        return new(new(values));
    }

    private TextValue? Text(string expected)
    {
        if (tokens.Current.Kind == TokenKind.QuotedName) return new(tokens.NameOf(tokens.Take()).Value);
        tokens.Expected(expected);
        return null;
    }

    // A sign belongs to the number that directly follows it.
    private bool IsNumber() =>
        tokens.Current.Kind == TokenKind.Number
        || (tokens.Current.Kind == TokenKind.Minus && tokens.Following.Kind == TokenKind.Number
            && tokens.Following.Range.Start == tokens.Current.Range.Start + 1);

    private bool TakeMinus()
    {
        if (tokens.Current.Kind != TokenKind.Minus) return false;
        tokens.Take();
        return true;
    }

    private long Value(SourceRange range) => tokens.ValueOf(range);
}
