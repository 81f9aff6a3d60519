namespace Cnn;

/// <summary>Gradients of a network are not the slopes of its loss, or too few could be judged.</summary>
public sealed class GradientCheckException : Exception
{
    internal GradientCheckException(string message, GradientCheckResult result)
        : base(message) => Result = result;

    /// <summary>All that was found.</summary>
    public GradientCheckResult Result { get; }
}
