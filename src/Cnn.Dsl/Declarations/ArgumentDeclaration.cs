namespace Cnn.Dsl;

/// <summary>An argument as it was written.</summary>
/// <param name="Name">Its name in camel case, the same for both spellings: <c>kernel</c>, <c>kernelHeight</c>, <c>padding</c>.</param>
/// <param name="Value">Its value.</param>
/// <param name="Range">Where the value stands.</param>
public sealed record ArgumentDeclaration(string Name, ArgumentValue Value, SourceRange Range);
