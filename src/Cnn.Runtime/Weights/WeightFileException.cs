namespace Cnn;

/// <summary>
/// A weight file is damaged, of another format or another network's, or would hold values that are not finite; nothing was changed.
/// </summary>
public sealed class WeightFileException : IOException
{
    /// <param name="path">The file.</param>
    /// <param name="message">What was expected and what was found.</param>
    /// <param name="inner">What was noticed first, if an exception.</param>
    public WeightFileException(string path, string message, Exception? inner = null)
        : base($"{VisibleText.Of(path)}: {message}", inner) => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
