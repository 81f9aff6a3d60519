namespace Cnn;

/// <summary>What two trainings of a network have in common where one can go on from the other's checkpoint.</summary>
/// <param name="Optimizer">The optimizer's class, and what its state is.</param>
/// <param name="Loss">What the steps minimise, with its settings.</param>
/// <param name="Average">What average of the weights there is besides these, which Load takes; null where there is none.</param>
internal sealed record CheckpointKind(string Optimizer, string Loss, string? Average)
{
    /// <summary>Refuses a checkpoint of another kind.</summary>
    /// <param name="path">The file.</param>
    /// <param name="found">Its kind.</param>
    /// <exception cref="WeightFileException">It differs.</exception>
    public void Check(string path, CheckpointKind found)
    {
        if (found.Optimizer != Optimizer)
            throw Differs(path, $"of {Optimizer}", $"of {Excerpt.Of(found.Optimizer)}", "the optimizer and the settings");
        if (found.Loss != Loss)
            throw Differs(path, $"of the loss {Excerpt.Of(Loss)}", $"of {Excerpt.Of(found.Loss)}", "the loss");
        if (found.Average != Average)
        {
            string has = found.Average is null ? "none" : Excerpt.Of(found.Average);
            throw Differs(path, $"with {Average ?? "no average of the weights"}", $"with {has}", "the trainer's WeightAverage");
        }
    }

    private static WeightFileException Differs(string path, string expected, string found, string what) => new(
        path, $"expected a checkpoint {expected}, found one {found}; resume with {what} that it was saved with, or load its weights alone "
        + "with Load.");
}
