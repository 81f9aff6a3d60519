namespace Cnn;

/// <summary>The file that a path leads to.</summary>
internal static class FinalPath
{
    // As many as Linux follows.
    private const int MostLinks = 40;

    private static readonly char[] s_separators = [Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar];

    /// <summary>
    /// The full path of what the system opens, whether or not there is anything: a symbolic link at its end is followed to the last
    /// target, and <c>..</c> after a linked folder leaves the folder that the link leads to. Other linked folders keep their names.
    /// </summary>
    /// <exception cref="IOException">Links lead in a circle.</exception>
    public static string Of(string path)
    {
        string full = Path.GetFullPath(path);
        // Windows takes '..' away before it looks at any folder, other systems as they come to it.
        if (!OperatingSystem.IsWindows())
            full = Path.Combine(Environment.CurrentDirectory, path);

        string at = Path.GetPathRoot(full)!;
        bool isFolder = Path.EndsInDirectorySeparator(full);
        Stack<string> rest = new();
        Push(rest, full[at.Length..]);
        for (int links = 0; ;)
        {
            // A folder's link makes a difference only where the folder that it is in does.
            if ((rest.Count == 0 || rest.Peek() == "..") && new FileInfo(at).LinkTarget is string target)
            {
                if (++links > MostLinks)
                    throw new IOException(
                        $"{VisibleText.Of(path)}: expected a file, found a symbolic link that leads to no end; name the file itself.");
                isFolder |= rest.Count == 0 && Path.EndsInDirectorySeparator(target);
                string root = Path.IsPathFullyQualified(target) ? Path.GetPathRoot(target)! : Path.GetPathRoot(at)!;
                bool isRooted = Path.IsPathRooted(target);
                at = isRooted ? root : Parent(at);
                Push(rest, isRooted ? target[Path.GetPathRoot(target)!.Length..] : target);
            }
            else if (rest.TryPop(out string? name))
            {
                at = name == ".." ? Parent(at) : Path.Combine(at, name);
            }
            else
            {
                return isFolder && !Path.EndsInDirectorySeparator(at) ? at + Path.DirectorySeparatorChar : at;
            }
        }
    }

    // A root is its own parent.
    private static string Parent(string path) => Path.GetDirectoryName(path) ?? path;

    private static void Push(Stack<string> rest, string path)
    {
        foreach (string name in path.Split(s_separators, StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (name != ".")
                rest.Push(name);
        }
    }
}
