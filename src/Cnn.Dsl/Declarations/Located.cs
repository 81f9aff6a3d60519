namespace Cnn.Dsl;

/// <summary>A value and where it was written.</summary>
public sealed record Located<T>(T Value, SourceRange Range);
