namespace Cnn.Dsl;

/// <summary>A stretch of text and what it is. The ends of a line and of the text have length 0.</summary>
internal readonly record struct Token(TokenKind Kind, SourceRange Range);
