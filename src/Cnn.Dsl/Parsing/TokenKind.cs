namespace Cnn.Dsl;

/// <summary>What a stretch of text is, before the grammar looks at it.</summary>
internal enum TokenKind
{
    /// <summary>The text is over.</summary>
    End,

    /// <summary>The line is over.</summary>
    LineEnd,

    /// <summary>Letters, digits and underscores, with single dots between: <c>conv</c>, <c>My.App</c>, <c>layer1.0</c>.</summary>
    Word,

    /// <summary>A name in quotation marks: <c>"fire2/conv1"</c>.</summary>
    QuotedName,

    /// <summary>A quotation mark without a second one on its line.</summary>
    UnclosedName,

    /// <summary>A number without a sign: <c>32</c>, <c>0.5</c>, <c>1e-4</c>.</summary>
    Number,

    /// <summary>Whole numbers with an <c>x</c> between, and no blanks: <c>5x5</c>, <c>28x28x1</c>.</summary>
    Extent,

    /// <summary>A number that runs into letters: <c>5x</c>, <c>3abc</c>.</summary>
    MalformedNumber,

    /// <summary><c>:</c></summary>
    Colon,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>-</c></summary>
    Minus,

    /// <summary><c>+</c></summary>
    Plus,

    /// <summary><c>*</c></summary>
    Star,

    /// <summary><c>/</c>, and <c>//</c> between operands, which is reported.</summary>
    Slash,

    /// <summary><c>(</c></summary>
    OpenParenthesis,

    /// <summary><c>)</c></summary>
    CloseParenthesis,

    /// <summary><c>{</c></summary>
    OpenBrace,

    /// <summary><c>}</c></summary>
    CloseBrace,

    /// <summary><c>//</c> or <c>/*</c>, which begin comments in other languages; what they would make one of is skipped.</summary>
    ForeignComment,

    /// <summary>A character that the language does not know.</summary>
    Unknown,
}
