namespace Cnn.Dsl;

/// <summary>A network as it was written, with attributes or in text.</summary>
/// <param name="Namespace">The namespace of its class; empty for the global one.</param>
/// <param name="Name">The name of its class.</param>
/// <param name="IsInternal">Whether the text asks for an internal class.</param>
/// <param name="Options">
/// The network's own arguments: <c>batch</c>, <c>inferenceBatch</c>, <c>optimizer</c>, <c>algorithm</c>, <c>init</c>,
/// <c>zeroGamma</c>, <c>training</c>, <c>inferenceBudget</c>, <c>trainingBudget</c>, <c>loss</c>, and the settings of the optimizer
/// and the loss.
/// </param>
/// <param name="Layers">Its layers, the input among them, in the order of the source.</param>
public sealed record NetworkDeclaration(
    string Namespace,
    Located<string> Name,
    bool IsInternal,
    EquatableArray<ArgumentDeclaration> Options,
    EquatableArray<LayerDeclaration> Layers)
{
    /// <summary>The option that says whether it can be trained: <c>Training = false</c>, in text <c>inference_only</c>.</summary>
    public const string TrainingOption = "training";

    /// <summary>The option that names the loss; those of its settings begin with it: <c>lossDelta</c>.</summary>
    public const string LossOption = "loss";

    /// <summary>The option that names the optimizer; those of its settings begin with it: <c>optimizerBeta1</c>.</summary>
    public const string OptimizerOption = "optimizer";

    /// <summary>Whether an option is a setting of the loss or the optimizer, which never stands without what it is of.</summary>
    public static bool IsSetting(string option) => IsOf(option, LossOption) || IsOf(option, OptimizerOption);

    private static bool IsOf(string option, string kind) =>
        option.Length > kind.Length && option.StartsWith(kind, StringComparison.Ordinal);

    /// <summary>Whether its layers are written in text.</summary>
    public bool IsText { get; init; }

    /// <summary>Whether it is declared for predictions only.</summary>
    public bool IsInferenceOnly => Options.Any(option => option is { Name: TrainingOption, Value: BooleanValue { Value: false } });

    /// <summary>How many layers the networks before it in its text have.</summary>
    public long LayersBefore { get; init; }

    /// <summary>Whether its text, or that of a block that it uses, has mistakes, so that layers are missing here.</summary>
    public bool HasMistakes { get; init; }
}
