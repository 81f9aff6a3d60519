using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>The networks of a compilation that are kept, sorted by their full name, each name once.</summary>
internal sealed record NetworkNames(EquatableArray<NetworkNames.Entry> Entries)
{
    /// <summary>
    /// A network that is kept, what its files' names begin with, and where it is declared; that is kept only where another one has its
    /// name, so that edits change nothing here.
    /// </summary>
    internal sealed record Entry(NetworkIdentity Identity, string HintName, SourceRange? Twice);

    /// <summary>
    /// Of the networks with one name, keeps the class, and otherwise the one in the file that comes first by ordinal comparison of paths.
    /// </summary>
    public static NetworkNames Of(IEnumerable<(NetworkIdentity Identity, SourceRange Name)> networks)
    {
        var kept = networks
            .GroupBy(network => network.Identity.FullName, StringComparer.Ordinal)
            .Select(group => (
                First: group.OrderBy(network => network.Identity.Path, StringComparer.Ordinal).ThenBy(network => network.Identity.Index)
                    .First(),
                IsTwice: group.Skip(1).Any()))
            .OrderBy(entry => entry.First.Identity.FullName, StringComparer.Ordinal);
        var hints = new HintNames();
        return new(
            kept.Select(
                entry => new Entry(
                    entry.First.Identity, hints.Take(entry.First.Identity.FullName), entry.IsTwice ? entry.First.Name : null))
                        .ToEquatableArray());
    }

    /// <summary>Whether a text declares a network of this name, in whatever namespace.</summary>
    public bool HasText(string name) => Entries.Any(entry => entry.Identity.Path.Length > 0 && entry.Identity.Name == name);

    /// <summary>What is to be emitted for a network: nothing where another one of its name is kept.</summary>
    public NetworkModel? Place(NetworkReading reading) =>
        reading.Model is { } model && Find(reading.Identity.FullName) is { } entry && entry.Identity == reading.Identity
            ? model with { Shell = model.Shell with { HintName = entry.HintName } }
            : null;

    /// <summary>The issue of a network whose name another one has.</summary>
    public Issue? DuplicateOf(NetworkReading reading) =>
        Find(reading.Identity.FullName) is { } entry && entry.Identity != reading.Identity
            ? Issue.At(
                reading.NameRange, IssueCatalog.DuplicateNetwork, reading.Identity.FullName,
                Shown(entry.Twice!.Value, reading.NameRange)) with { Other = entry.Twice }
            : null;

    // As compilers show places; the whole path where the file's name would not say which file is meant.
    private static string Shown(SourceRange place, SourceRange from)
    {
        string file = Path.GetFileName(place.Path);
        if (place.Path != from.Path && file == Path.GetFileName(from.Path)) file = place.Path;
        return Invariant.Format($"{file}({place.StartLine + 1},{place.StartColumn + 1})");
    }

    private Entry? Find(string fullName)
    {
        int low = 0, high = Entries.Count - 1;
        while (low <= high)
        {
            int middle = low + (high - low) / 2;
            int order = string.CompareOrdinal(Entries[middle].Identity.FullName, fullName);
            if (order == 0) return Entries[middle];
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }
        return null;
    }
}
