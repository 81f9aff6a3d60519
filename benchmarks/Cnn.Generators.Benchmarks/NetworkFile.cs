using Cnn.Dsl;
using Cnn.Planning;
using Cnn.TestSupport;

namespace Cnn.Generators.Benchmarks;

/// <summary>A <c>.cnn</c> file of one network or several; the first one of it is measured where one is.</summary>
/// <param name="Path">Where it stands; <c>FILE.cnn#Name</c> is the file without its other networks.</param>
/// <param name="Text">What stands in it.</param>
internal sealed record NetworkFile(string Path, string Text)
{
    private static readonly string s_folder = System.IO.Path.Combine(AppContext.BaseDirectory, "Networks");

    /// <summary>The names of the project's own files, without their ending.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(s_folder, "*.cnn").Select(path => System.IO.Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal)];

    /// <summary>What the file is called, without folder and ending, or the network that was chosen.</summary>
    public string Name => Chosen(Path) ?? System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>One of the project's own files.</summary>
    public static NetworkFile Own(string name) => Read(System.IO.Path.Combine(s_folder, name + ".cnn"));

    /// <summary>The given files, or the project's own where none are given.</summary>
    public static IEnumerable<NetworkFile> ReadAll(IReadOnlyCollection<string> paths) =>
        paths.Count == 0 ? Names.Select(Own) : paths.Select(Read);

    /// <summary>Any file.</summary>
    public static NetworkFile Read(string path)
    {
        if (Chosen(path) is not { } name) return new(path, File.ReadAllText(path));
        // A network begins with its line, and ends with a brace at the beginning of one.
        var kept = new List<string>();
        bool isOther = false;
        foreach (string line in File.ReadLines(path[..path.LastIndexOf('#')]))
        {
            isOther |= line.StartsWith("network ", StringComparison.Ordinal)
                && !line.StartsWith($"network {name} ", StringComparison.Ordinal);
            if (!isOther) kept.Add(line);
            isOther &= line != "}";
        }
        return new(path, string.Join('\n', kept));
    }

    private static string? Chosen(string path) => path.LastIndexOf('#') is >= 0 and var at ? path[(at + 1)..] : null;

    /// <summary>As the compiler is given it.</summary>
    public InMemoryText ToAdditionalText() => new(Path.Split('#')[0], Text);

    /// <summary>The declaration of the first network.</summary>
    public NetworkDeclaration Parse() => CnnParser.Parse(Text, Path).Networks[0];

    /// <summary>The first network's meaning.</summary>
    /// <exception cref="InvalidDataException">The file has mistakes.</exception>
    public NetworkSpec Resolve()
    {
        var result = NetworkChecker.Check(Parse());
        return result.Spec ?? throw new InvalidDataException($"{Path}: {result.Issues[0].Message}");
    }

    /// <summary>The class that the first network becomes.</summary>
    public static TypeShell Shell(NetworkSpec spec) => new(spec.Namespace, spec.Name, default, "public partial", spec.Name);
}
