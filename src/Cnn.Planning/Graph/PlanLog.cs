namespace Cnn.Planning;

/// <summary>What the passes of the planner did, what they refused, and why: for people. Who does not ask for one pays nothing.</summary>
public sealed class PlanLog
{
    /// <summary>The pass whose reasons stand at the steps as well.</summary>
    internal const string Algorithms = "algorithms";

    private readonly List<PlanLogLine> _lines = [];
    private int? _trainingBegins;

    /// <summary>The lines, in the order in which they were decided: inference first, then training.</summary>
    public IReadOnlyList<PlanLogLine> Lines => _lines;

    /// <summary>The lines about the prediction.</summary>
    public IReadOnlyList<PlanLogLine> Inference => [.. _lines.Take(_trainingBegins ?? _lines.Count)];

    /// <summary>The lines about the training step.</summary>
    public IReadOnlyList<PlanLogLine> Training => [.. _lines.Skip(_trainingBegins ?? _lines.Count)];

    /// <summary>The lines that are added from now on are about the training step.</summary>
    internal void BeginTraining() => _trainingBegins = _lines.Count;

    /// <summary>Adds a line.</summary>
    internal void Add(string pass, string layer, string text) => _lines.Add(new(pass, layer, text));
}

/// <summary>A line of a <see cref="PlanLog"/>.</summary>
/// <param name="Pass">
/// The planner's pass: <c>graph</c>, <c>sums</c>, <c>slices</c>, <c>places</c>, <c>gradients</c>, <c>few maps</c> or <c>algorithms</c>.
/// </param>
/// <param name="Layer">The layer that it is about.</param>
/// <param name="Text">What was done or refused, and why.</param>
public sealed record PlanLogLine(string Pass, string Layer, string Text)
{
    /// <summary>For example <c>graph: relu1: part of conv1</c>.</summary>
    public override string ToString() => $"{Pass}: {Layer}: {Text}";
}
