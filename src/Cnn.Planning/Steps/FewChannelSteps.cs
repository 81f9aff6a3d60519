namespace Cnn.Planning;

/// <summary>A convolution along the rows, forward.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Shape">The kernel.</param>
/// <param name="From">The input.</param>
/// <param name="To">The output.</param>
/// <param name="Weight">The weights.</param>
/// <param name="Bias">The bias; null where there is none.</param>
/// <param name="MultiplyAdds">Multiply-adds for one instance.</param>
public sealed record RowConvolutionStep(
    string Name, string Layer, RowConvolutionShape Shape, Read<TensorRef> From, Write<TensorRef> To, Read<ParameterRef> Weight,
    Read<ParameterRef>? Bias, long MultiplyAdds)
    : KernelStep(Name, Layer)
{
    /// <inheritdoc/>
    public override KernelShape ShapeIn(Func<TensorRef, TensorGeometry> geometry, int instanceStride) => Shape;
}

/// <summary>The data gradient of a convolution into few channels, as dot products over the maps.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Shape">The kernel.</param>
/// <param name="From">The output's gradient.</param>
/// <param name="To">The input's gradient.</param>
/// <param name="Weight">The weights.</param>
/// <param name="MultiplyAdds">Multiply-adds for one instance.</param>
public sealed record DotDataGradientStep(
    string Name, string Layer, DotDataGradientShape Shape, Read<TensorRef> From, Write<TensorRef> To, Read<ParameterRef> Weight,
    long MultiplyAdds) : KernelStep(Name, Layer)
{
    /// <inheritdoc/>
    public override KernelShape ShapeIn(Func<TensorRef, TensorGeometry> geometry, int instanceStride) => Shape;
}

/// <summary>The gradient of the weights and biases of a convolution of one channel, along the rows. A unit is some maps.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Window">The window.</param>
/// <param name="Input">The input.</param>
/// <param name="Gradient">The output's gradient, planar.</param>
/// <param name="Weight">The weights' gradient.</param>
/// <param name="Bias">The bias's; null where there is none.</param>
/// <param name="Maps">Maps.</param>
/// <param name="MultiplyAdds">Multiply-adds for one instance.</param>
public sealed record RowWeightGradientStep(
    string Name, string Layer, SpatialWindow Window, Read<TensorRef> Input, Read<TensorRef> Gradient, Write<GradientRef> Weight,
    Write<GradientRef>? Bias, int Maps, long MultiplyAdds)
    : KernelStep(Name, Layer)
{
    /// <inheritdoc/>
    public override StepScope Scope => StepScope.Unit;

    /// <inheritdoc/>
    public override int Units => Maps / MapsOfUnit;

    /// <summary>Maps of a unit.</summary>
    public int MapsOfUnit => RowWeightGradientShape.MapsOf(Maps);

    /// <inheritdoc/>
    public override KernelShape ShapeIn(Func<TensorRef, TensorGeometry> geometry, int instanceStride) =>
        new RowWeightGradientShape(Window, geometry(Input), geometry(Gradient), Bias is not null, instanceStride);
}
