namespace Cnn.Dsl;

/// <summary>Paths as <c>use</c> compares them, whatever system wrote them. Nothing is looked up: they are words.</summary>
internal static class FilePaths
{
    /// <summary>A path with <c>/</c> between its parts and without <c>.</c> and <c>..</c>, as far as they can be resolved.</summary>
    public static string Normal(string path)
    {
        var parts = new List<string>();
        foreach (string part in path.Replace('\\', '/').Split('/'))
        {
            bool isRoot = part.Length == 0 && parts.Count == 0;
            if (part == "." || (part.Length == 0 && !isRoot)) continue;
            string? before = parts.Count == 0 ? null : parts[parts.Count - 1];
            if (part == ".." && before is not (null or ".."))
            {
                // Nothing lies above the root.
                if (before.Length > 0) parts.RemoveAt(parts.Count - 1);
                continue;
            }
            parts.Add(part);
        }
        return string.Join("/", parts);
    }

    /// <summary>The normal path of a file that another one names, relative to its own folder.</summary>
    public static string From(string file, string name)
    {
        string normal = Normal(file);
        return Normal(normal.Substring(0, normal.LastIndexOf('/') + 1) + name);
    }

    /// <summary>How a file names another one of a normal path: the shortest way, up and down folders.</summary>
    public static string Between(string file, string other)
    {
        string[] from = Normal(file).Split('/'), to = other.Split('/');
        int common = 0;
        while (common < Math.Min(from.Length, to.Length) - 1 && from[common] == to[common]) common++;
        return string.Join("/", Enumerable.Repeat("..", from.Length - 1 - common).Concat(to.Skip(common)));
    }
}
