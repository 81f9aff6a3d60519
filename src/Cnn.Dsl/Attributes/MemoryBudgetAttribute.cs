namespace Cnn;

/// <summary>
/// The most memory that a session of the network may take, as a number and a unit of <c>B</c>, <c>KB</c>, <c>MB</c> or <c>GB</c>, each
/// 1,024 of the one before. A network that takes more does not build.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class MemoryBudgetAttribute : Attribute
{
    /// <summary>For an inference session, its weights counted: <c>"1 MB"</c>.</summary>
    public string? Inference { get; set; }

    /// <summary>For a training session, its weights, their gradients and the optimiser's state counted: <c>"64 MB"</c>.</summary>
    public string? Training { get; set; }
}
