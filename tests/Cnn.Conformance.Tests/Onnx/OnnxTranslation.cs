namespace Cnn.Conformance.Tests;

/// <summary>A case in our language, or why it is not in it.</summary>
/// <param name="Network">The network; null where there is none.</param>
/// <param name="Reason">Why not; empty where there is a network.</param>
public sealed record OnnxTranslation(OnnxNetwork? Network, string Reason)
{
    /// <summary>A case that the language does not have.</summary>
    public static OnnxTranslation Out(string reason) => new(null, reason);
}

/// <summary>A case as a network.</summary>
/// <param name="Statements">Its statements, the input left out.</param>
/// <param name="Input">The images.</param>
/// <param name="Expected">The outputs, or the one loss.</param>
public sealed record OnnxNetwork(string Statements, OnnxView Input, float[] Expected)
{
    /// <summary>The parameters in a weight file's layout, by their names in it; those that are not named keep their first values.</summary>
    public IReadOnlyList<(string Name, float[] Values)> Parameters { get; init; } = [];

    /// <summary>Class labels, where the loss of a training step is compared instead of the outputs.</summary>
    public int[]? Labels { get; init; }

    /// <summary>The text of the network.</summary>
    public string ToText(string name) =>
        $"network {name} {{\n  input {Input.Shape}\n  {Statements.Replace("\n", "\n  ", StringComparison.Ordinal)}\n}}\n";
}
