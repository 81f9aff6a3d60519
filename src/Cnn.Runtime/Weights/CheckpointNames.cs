namespace Cnn;

/// <summary>What tells a checkpoint from a weight file: both hold a network's parameters, by the same names.</summary>
internal static class CheckpointNames
{
    /// <summary>The metadata that gives the version of the format.</summary>
    public const string Format = "cnngen.checkpoint";

    // No layer's name has a slash.
    private const string StatePrefix = "optimizer/";

    /// <summary>The tensor that holds one of an optimizer's states of a parameter, for example <c>optimizer/0/conv1.weight</c>.</summary>
    public static string State(int index, string parameter) => FormattableString.Invariant($"{StatePrefix}{index}/{parameter}");

    /// <summary>Leaves the parameters.</summary>
    public static void RemoveState(Dictionary<string, SafetensorsEntry> tensors)
    {
        foreach (string name in tensors.Keys.Where(name => name.StartsWith(StatePrefix, StringComparison.Ordinal)).ToArray())
            tensors.Remove(name);
    }
}
