namespace Cnn.Dsl;

/// <summary>A <c>.cnn</c> file of the project.</summary>
/// <param name="Path">Its path, as the compiler names it.</param>
/// <param name="Text">Its text; null where it could not be decoded.</param>
public sealed record CnnFile(string Path, string? Text);
