using System.Buffers;

namespace Cnn;

/// <summary>What stands before each name in a file, or before each of the network's, and nowhere in the others.</summary>
/// <param name="Text">The prefix.</param>
/// <param name="IsFiles">Whether the file's names have it, rather than the network's.</param>
internal sealed record NamePrefix(string Text, bool IsFiles)
{
    // A file may have any number of names that end like one of the network's.
    private const int MostTried = 16;

    private const int LongestInCode = 60;

    private static readonly SearchValues<char> s_harmless =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/");

    /// <summary>The prefix by which all names differ; null where there is none.</summary>
    /// <param name="found">The file's tensors.</param>
    /// <param name="wanted">The names that the network needs.</param>
    public static NamePrefix? Of(Dictionary<string, SafetensorsEntry> found, IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0)
            return null;
        string first = wanted[0];
        IEnumerable<NamePrefix> longer = found.Keys
            .Where(name => name.Length > first.Length && name.EndsWith(first, StringComparison.Ordinal))
            .Select(name => new NamePrefix(name[..^first.Length], IsFiles: true));
        IEnumerable<NamePrefix> shorter = Enumerable.Range(1, first.Length - 1)
            .Where(length => found.ContainsKey(first[length..]))
            .Select(length => new NamePrefix(first[..length], IsFiles: false));
        return longer.Take(MostTried).Concat(shorter.Take(MostTried))
            .FirstOrDefault(prefix => wanted.All(name => prefix.InFile(name) is string other && found.ContainsKey(other)));
    }

    /// <summary>The name that the file has for one of the network's; null where the network's should have the prefix and has not.</summary>
    public string? InFile(string name)
    {
        if (IsFiles)
            return Text + name;
        return name.StartsWith(Text, StringComparison.Ordinal) && name.Length > Text.Length ? name[Text.Length..] : null;
    }

    /// <summary>What the names are like: a clause.</summary>
    public string Clause => IsFiles
        ? $"every name in it has '{Excerpt.Of(Text)}' before the network's{Origin}"
        : $"every name of the network has '{Excerpt.Of(Text)}' before the file's";

    /// <summary>What to do: a sentence or two.</summary>
    public string Remedy
    {
        get
        {
            string what = IsFiles ? "Take it away." : "Put it before the names.";

            // What comes from a file that is not trusted is shown as code only where it can do nothing.
            if (Text.Length > LongestInCode || Text.AsSpan().ContainsAnyExcept(s_harmless))
                return what;
            return $"{what} {(IsFiles ? Conversion.WithoutPrefix(Text) : Conversion.WithPrefix(Text))}";
        }
    }

    private string Origin => Text switch
    {
        "module." => ", as torch.nn.DataParallel puts it",
        "_orig_mod." => ", as torch.compile puts it",
        _ => "",
    };
}
