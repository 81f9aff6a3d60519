namespace Cnn.Planning;

/// <summary>
/// The gradient of a convolution's weights by Winograd's algorithm. A unit is some channels and maps, over all instances.
/// </summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Geometry">Its tiles.</param>
/// <param name="From">The convolution's input.</param>
/// <param name="FirstTile">Where its first tile begins.</param>
/// <param name="Gradient">The gradient of the convolution's output.</param>
/// <param name="Weight">The gradient of the weights.</param>
/// <param name="MultiplyAdds">Multiply-adds of one instance, counted as direct work.</param>
/// <param name="Reason">Why it was chosen.</param>
public sealed record WinogradGradientStep(
    string Name, string Layer, WinogradGradientGeometry Geometry, Read<TensorRef> From, int FirstTile, Read<TensorRef> Gradient,
    Write<GradientRef> Weight, long MultiplyAdds,
    string Reason) : StepPlan(Name, Layer)
{
    /// <summary>The most instances of a step.</summary>
    public int MostInstances { get; init; } = 1;

    /// <summary>Floats that a thread needs.</summary>
    public int ScratchFloats => Geometry.ScratchFloatsFor(MostInstances);

    /// <summary>The kernel that multiplies and adds to the sums, and its plan.</summary>
    public ContractionPart? Product { get; init; }

    /// <inheritdoc/>
    public override StepScope Scope => StepScope.Unit;

    /// <inheritdoc/>
    public override int Units => Geometry.Units;
}
