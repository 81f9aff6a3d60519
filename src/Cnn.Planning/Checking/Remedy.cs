namespace Cnn.Planning;

/// <summary>Something that makes a session smaller.</summary>
/// <param name="How">What is done: <c>with a batch of 19</c>.</param>
/// <param name="Saves">Bytes that the session then takes less.</param>
internal sealed record Remedy(string How, long Saves)
{
    /// <summary>Whether it is what textbooks name and cannot be done here yet.</summary>
    public bool IsYetToCome { get; init; }

    /// <summary>All of them in words: first what can be done, the most first, and then what cannot yet.</summary>
    /// <param name="remedies">What saves anything.</param>
    /// <param name="over">Bytes that are too many.</param>
    public static string Describe(IEnumerable<Remedy> remedies, long over)
    {
        var ranked = remedies.OrderByDescending(remedy => remedy.Saves).ToLookup(remedy => remedy.IsYetToCome);
        string possible = string.Join("; ", ranked[false].Select(remedy => remedy.Describe(over)));
        string yetToCome = string.Join("; ", ranked[true].Select(remedy => remedy.Describe(over)));
        return (possible.Length > 0 ? possible : "nothing that is possible yet")
            + (yetToCome.Length > 0 ? $". Not possible yet: {yetToCome}" : "");
    }

    /// <summary>With what it saves, and whether that is enough.</summary>
    public string Describe(long over) => $"{MemorySize.Format(Saves)} less {How}{(Saves >= over ? ", enough" : "")}";
}
