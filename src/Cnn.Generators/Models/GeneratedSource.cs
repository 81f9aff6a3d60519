namespace Cnn.Generators;

/// <summary>A file that is added to the user's compilation.</summary>
/// <param name="HintName">Its name, for example <c>LeNet5.Training.g.cs</c>.</param>
/// <param name="Text">Its text, with <c>\n</c> between lines.</param>
public sealed record GeneratedSource(string HintName, string Text);
