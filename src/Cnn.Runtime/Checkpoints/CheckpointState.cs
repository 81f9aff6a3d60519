namespace Cnn;

/// <summary>What a training has besides its tensors.</summary>
internal sealed record CheckpointState
{
    /// <summary>What it is a training of.</summary>
    public required CheckpointKind Kind { get; init; }

    /// <summary>Its learning rate.</summary>
    public required float LearningRate { get; init; }

    /// <summary>Steps taken.</summary>
    public required long Steps { get; init; }

    /// <summary>What dropout draws from.</summary>
    public required ulong Seed { get; init; }

    /// <summary>Where a trainer is, as it writes it; null where a loop of the user's own trains.</summary>
    public string? Trainer { get; init; }
}
