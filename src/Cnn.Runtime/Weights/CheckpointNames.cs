using System.Globalization;

namespace Cnn;

/// <summary>What tells a checkpoint from a weight file: both hold a network's parameters, by the same names.</summary>
internal static class CheckpointNames
{
    /// <summary>The metadata that gives the version of the format.</summary>
    public const string Format = "cnngen.checkpoint";

    /// <summary>The metadata that gives the checksum of the weights' bytes.</summary>
    public const string Sum = "crc32_weights";

    // No layer's name has a slash.
    private const string StatePrefix = "optimizer/", TrainedPrefix = "trained/";

    /// <summary>The tensor that holds one of an optimizer's states of a parameter, for example <c>optimizer/0/conv1.weight</c>.</summary>
    public static string State(int index, string parameter) => FormattableString.Invariant($"{StatePrefix}{index}/{parameter}");

    /// <summary>The tensor that holds what the next step begins with, where the parameter's own name has an average.</summary>
    public static string Trained(string parameter) => TrainedPrefix + parameter;

    /// <summary>A checksum as the metadata has it.</summary>
    public static string Hexadecimal(uint sum) => sum.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>What is thrown where bytes are others than were written.</summary>
    public static WeightFileException Altered(string path) => new(
        path, "its checksum is not that of its bytes: it was altered after it was saved, as a faulty disk or copy does; use another "
            + "checkpoint.");

    /// <summary>Leaves the parameters.</summary>
    public static void RemoveState(Dictionary<string, SafetensorsEntry> tensors)
    {
        foreach (string name in tensors.Keys.Where(IsNoParameter).ToArray())
            tensors.Remove(name);
    }

    private static bool IsNoParameter(string name) =>
        name.StartsWith(StatePrefix, StringComparison.Ordinal) || name.StartsWith(TrainedPrefix, StringComparison.Ordinal);
}
