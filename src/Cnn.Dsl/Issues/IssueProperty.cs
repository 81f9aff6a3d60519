namespace Cnn.Dsl;

/// <summary>Something that an issue says to programs, which offer to repair it: a name and an invariant text.</summary>
public readonly record struct IssueProperty(string Name, string Value)
{
    /// <summary>The largest batch of training that keeps the budget.</summary>
    public const string Batch = "CnnFix.Batch";

    /// <summary>The largest batch of inference that keeps the budget.</summary>
    public const string InferenceBatch = "CnnFix.InferenceBatch";
}
