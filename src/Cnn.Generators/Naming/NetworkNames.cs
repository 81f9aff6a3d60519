using Cnn.Dsl;

namespace Cnn.Generators;

/// <summary>The networks of a compilation that are kept, sorted by their full name, each name once.</summary>
internal sealed record NetworkNames(EquatableArray<NetworkNames.Entry> Entries)
{
    /// <summary>A network that is kept, and what its files' names begin with.</summary>
    internal sealed record Entry(NetworkIdentity Identity, string HintName);

    /// <summary>Of the networks with one name, keeps the class, and otherwise the one in the file that comes first by ordinal comparison of paths.</summary>
    public static NetworkNames Of(IEnumerable<NetworkIdentity> identities)
    {
        var kept = identities
            .GroupBy(identity => identity.FullName, StringComparer.Ordinal)
            .Select(group => group.OrderBy(identity => identity.Path, StringComparer.Ordinal).ThenBy(identity => identity.Index).First())
            .OrderBy(identity => identity.FullName, StringComparer.Ordinal);
        var hints = new HintNames();
        return new(kept.Select(identity => new Entry(identity, hints.Take(identity.FullName))).ToEquatableArray());
    }

    /// <summary>What is to be emitted for a network: nothing where another one of its name is kept.</summary>
    public NetworkModel? Place(NetworkReading reading) =>
        reading.Model is { } model && Find(reading.Identity.FullName) is { } entry && entry.Identity == reading.Identity
            ? model with { Shell = model.Shell with { HintName = entry.HintName } }
            : null;

    /// <summary>The issue of a network whose name another one has.</summary>
    public Issue? DuplicateOf(NetworkReading reading) =>
        Find(reading.Identity.FullName) is { } entry && entry.Identity != reading.Identity
            ? Issue.At(reading.NameRange, IssueCatalog.DuplicateNetwork, reading.Identity.FullName)
            : null;

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
