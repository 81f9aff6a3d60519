namespace Cnn;

/// <summary>The memory budget that a network declares for its training sessions.</summary>
/// <param name="PlannedBytes">
/// What a session of one thread takes with the network's own optimizer: its class's <c>TrainingBytes</c>.
/// </param>
/// <param name="MostBytes">What it may take.</param>
public sealed record TrainingBudget(long PlannedBytes, long MostBytes);
