using System.Globalization;

namespace Cnn.Dsl;

/// <summary>
/// Which channels each map of a convolution reads, where not all: <c>"0 1 2, 1 2 3"</c>, a comma between maps, as in the third layer of
/// LeNet-5 (LeCun et al., 1998, table I).
/// </summary>
internal static class ConnectionTable
{
    private const int LongestShown = 20;

    /// <summary>Reads <c>connect</c> and checks it; empty where it was not written or an error was reported.</summary>
    public static EquatableArray<EquatableArray<int>> Read(LayerReader reader, int maps)
    {
        if (reader.Failed || reader.Find("connect")?.Value is not TextValue text) return default;
        string[] entries = text.Value.Split(',');
        if (entries.Length != maps)
        {
            reader.Report("connect", IssueCatalog.ConnectCount, entries.Length, maps);
            return default;
        }
        var table = new EquatableArray<int>[maps];
        for (int map = 0; map < maps; map++)
        {
            // One message is enough for one place.
            if (Channels(reader, map, entries[map]) is not { } channels) return default;
            table[map] = channels;
        }
        return new(table);
    }

    /// <summary>The table as text writes it.</summary>
    public static string Describe(EquatableArray<EquatableArray<int>> table) =>
        string.Join(", ", table.Select(channels => string.Join(" ", channels.Select(channel => Invariant.Format($"{channel}")))));

    private static EquatableArray<int>? Channels(LayerReader reader, int map, string entry)
    {
        string[] words = entry.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0) return Wrong(IssueCatalog.ConnectNothing, map);
        var channels = new List<int>();
        var seen = new HashSet<int>();
        foreach (string word in words)
        {
            string shown = word.Length <= LongestShown ? word : word.Substring(0, LongestShown) + "…";
            if (!word.All(c => c is >= '0' and <= '9')) return Wrong(IssueCatalog.ConnectSyntax, map, shown);
            if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int channel) || channel >= reader.Input.Channels)
                return Wrong(IssueCatalog.ConnectChannel, map, shown, reader.Input.Channels - 1);
            if (!seen.Add(channel)) return Wrong(IssueCatalog.ConnectTwice, map, channel);
            channels.Add(channel);
        }
        return channels.ToEquatableArray();

        EquatableArray<int>? Wrong(IssueDescriptor issue, params object[] arguments)
        {
            reader.Report("connect", issue, arguments);
            return null;
        }
    }
}
