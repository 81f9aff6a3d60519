namespace Cnn.Planning;

/// <summary>Something that makes a session smaller.</summary>
/// <param name="How">What is done: <c>with a batch of 19</c>.</param>
/// <param name="Saves">Bytes that the session then takes less.</param>
internal sealed record Remedy(string How, long Saves)
{
    /// <summary>With what it saves, and whether that is enough.</summary>
    public string Describe(long over) => $"{MemorySize.Format(Saves)} less {How}{(Saves >= over ? ", enough" : "")}";
}
