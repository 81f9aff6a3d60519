namespace Cnn;

/// <summary>The file that a path leads to.</summary>
internal static class FinalPath
{
    /// <summary>The full path, with a symbolic link at its end followed to the last target, whether or not there is anything.</summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        FileInfo file = new(Path.GetFullPath(path));
        if (file.LinkTarget is null)
            return file.FullName;
        try
        {
            return file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
        }
        catch (IOException exception)
        {
            string shown = VisibleText.Of(path);
            throw new IOException($"{shown}: expected a file, found a symbolic link that leads to no end; name the file itself.", exception);
        }
    }
}
