namespace Cnn.Cli;

/// <summary>Something that whoever runs the program can put right; the message is the one sentence that they read.</summary>
internal sealed class UserException(string message) : Exception(message);
