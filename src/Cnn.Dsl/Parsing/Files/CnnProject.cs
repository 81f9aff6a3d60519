using System.Collections.Concurrent;

namespace Cnn.Dsl;

/// <summary>The <c>.cnn</c> files of a project, which are all that a text can use. Equal where the files are.</summary>
public sealed class CnnProject : IEquatable<CnnProject>
{
    private readonly EquatableArray<CnnFile> _files;
    private readonly Dictionary<string, CnnFile> _byPath = new(StringComparer.Ordinal);

    // What many texts ask is found out once: the files that each file names, and all paths. Two threads may both find it out.
    private readonly ConcurrentDictionary<string, IReadOnlyList<string>> _uses = new(StringComparer.Ordinal);
    private string[]? _paths;

    /// <summary>A project of these files.</summary>
    public CnnProject(IEnumerable<CnnFile> files)
    {
        _files = files.ToEquatableArray();
        foreach (var file in _files)
        {
            string path = FilePaths.Normal(file.Path);
            // A file may be listed twice.
            if (!_byPath.ContainsKey(path)) _byPath.Add(path, file);
        }
    }

    /// <summary>The files that a text uses. Only the beginnings of texts are read for it, and nothing is said of mistakes.</summary>
    /// <param name="path">Where the text stands.</param>
    /// <param name="text">The text; null where it could not be decoded.</param>
    /// <param name="cancellation">Asked between files.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public UsedFiles UsedBy(string path, string? text, CancellationToken cancellation = default)
    {
        var work = new Work(cancellation);
        string self = FilePaths.Normal(path);
        var own = PathsIn(self, text, work);
        if (own.Count == 0) return UsedFiles.None with { Path = path };

        var met = new HashSet<string>(StringComparer.Ordinal) { self };
        var files = new List<CnnFile>();
        var pending = new Queue<string>(own);
        long characters = 0;
        while (pending.Count > 0 && characters <= UsedFiles.MostCharacters)
        {
            work.Tick();
            string next = pending.Dequeue();
            if (!met.Add(next) || !_byPath.TryGetValue(next, out var file)) continue;
            files.Add(file);
            characters += file.Text?.Length ?? 0;
            foreach (string used in _uses.GetOrAdd(next, _ => PathsIn(next, file.Text, work))) pending.Enqueue(used);
        }
        bool isComplete = own.All(used => used == self || _byPath.ContainsKey(used));
        if (!isComplete) _paths ??= _byPath.Keys.OrderBy(other => other, StringComparer.Ordinal).ToArray();
        return new(path, files.ToEquatableArray(), isComplete ? EquatableArray<string>.Empty : new(_paths!), characters);
    }

    /// <summary>
    /// The paths of the files that a file names, relative to its own folder: for whoever reads them from a disk to make a project.
    /// </summary>
    public static IReadOnlyList<string> FilesNamedIn(CnnFile file) => PathsIn(file.Path, file.Text, new Work());

    /// <summary>The normal paths of the files that a text names.</summary>
    internal static IReadOnlyList<string> PathsIn(string path, string? text, Work work) =>
        text is null ? [] : FileParser.UsesOf(text, work).Select(name => FilePaths.From(path, name)).ToArray();

    /// <inheritdoc/>
    public bool Equals(CnnProject? other) => other is not null && _files == other._files;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as CnnProject);

    /// <inheritdoc/>
    public override int GetHashCode() => _files.GetHashCode();
}
