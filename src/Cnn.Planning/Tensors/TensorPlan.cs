namespace Cnn.Planning;

/// <summary>A tensor with its place in the slot that each instance of the batch has in the arena.</summary>
/// <param name="Name">For people: <c>conv1</c>, <c>d pool1</c>.</param>
/// <param name="Geometry">Its shape and layout.</param>
/// <param name="Offset">Where it begins in the instance's slot, in floats; a multiple of 16.</param>
/// <param name="FirstStep">The step that writes it first.</param>
/// <param name="LastStep">The last step that needs it; a large number where somebody outside does.</param>
public sealed record TensorPlan(string Name, TensorGeometry Geometry, int Offset, int FirstStep, int LastStep)
{
    /// <summary>
    /// The tensor of which this one is a slice, blocks of 16 channels of the same map with the same halo; null where it has a place of
    /// its own.
    /// </summary>
    public TensorRef? Parent { get; init; }

    /// <summary>The first of those blocks.</summary>
    public int FirstBlock { get; init; }
}
