namespace Cnn.Planning;

/// <summary>A node of which a loss is taken.</summary>
/// <param name="Node">The node, whose tensor holds the values before a softmax or sigmoid at the end.</param>
/// <param name="Weight">What the loss is multiplied by.</param>
internal readonly record struct LossEnd(PlanNode Node, double Weight);
