namespace Cnn.Runtime;

/// <summary>
/// What a training step minimises. Each function takes one instance, writes the gradient of the mean loss by the logits and
/// returns the instance's loss before averaging; <c>scale</c> is 1 / instances.
/// </summary>
public static partial class Losses
{
}
