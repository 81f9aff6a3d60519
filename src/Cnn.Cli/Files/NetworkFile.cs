using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Cli.Files;

/// <summary>Reads the networks of a <c>.cnn</c> file, and the files that it uses, from the disk.</summary>
internal static class NetworkFile
{
    /// <summary>Reads, resolves and checks.</summary>
    /// <returns>The networks that nothing is wrong with, and what is wrong, in the order of the text.</returns>
    /// <exception cref="UserException">The file cannot be read.</exception>
    public static (IReadOnlyList<NetworkSpec> Networks, IReadOnlyList<Issue> Issues) Read(string path)
    {
        if (Directory.Exists(path)) throw new UserException($"'{path}' is a folder. Name a .cnn file in it.");
        string text = Text(path) ?? throw new UserException($"There is no file '{path}'.");
        var parsed = CnnParser.Parse(text, path, new CnnProject(Used(path, text)).UsedBy(path, text));
        // What a declaration with mistakes means is not asked: that would report them twice.
        var checkedNetworks = parsed.HasErrors ? [] : parsed.Networks.Select(network => NetworkChecker.Check(network)).ToArray();
        return (
            [.. checkedNetworks.Select(result => result.Spec).OfType<NetworkSpec>()],
            [.. parsed.Issues.Concat(checkedNetworks.SelectMany(result => result.Issues))]);
    }

    // A file that is not there is an issue of the text that names it, with its place.
    private static List<CnnFile> Used(string path, string text)
    {
        var files = new List<CnnFile> { new(path, text) };
        var met = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < files.Count; i++)
            foreach (string named in CnnProject.FilesNamedIn(files[i]))
                if (met.Add(named) && Text(named) is { } other) files.Add(new(named, other));
        return files;
    }

    private static string? Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"'{path}' cannot be read: {exception.Message}");
        }
    }
}
