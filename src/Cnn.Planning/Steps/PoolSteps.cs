namespace Cnn.Planning;

/// <summary>Pooling over rows and columns, forward.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Kind">Max or average.</param>
/// <param name="Window">The window; it is clipped at the border.</param>
/// <param name="From">The input.</param>
/// <param name="To">The output.</param>
/// <param name="Winners">
/// Where max pooling keeps which pixel of the window won, for the way back; null at inference and for averages.
/// </param>
public sealed record PoolStep(
    string Name, string Layer, PoolKind Kind, SpatialWindow Window, Read<TensorRef> From, Write<TensorRef> To, Write<TensorRef>? Winners)
        : KernelStep(Name, Layer)
{
    /// <inheritdoc/>
    public override KernelShape ShapeIn(Func<TensorRef, TensorGeometry> geometry, int instanceStride) =>
        PoolShape.Of(Kind, Window, geometry(From), geometry(To), Optional(geometry, Winners));
}

/// <summary>Pooling over rows and columns, backward.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Kind">Max or average.</param>
/// <param name="Window">The window.</param>
/// <param name="From">The gradient of the output.</param>
/// <param name="To">The gradient of the input.</param>
/// <param name="Winners">Which pixel of each window won; null for averages.</param>
/// <param name="Epilogue">The derivative that the result is multiplied by.</param>
/// <param name="Y">The values at which that derivative is taken; null where there is none.</param>
public sealed record PoolBackwardStep(
    string Name, string Layer, PoolKind Kind, SpatialWindow Window, Read<TensorRef> From, Write<TensorRef> To, Read<TensorRef>? Winners,
    Epilogue Epilogue, Read<TensorRef>? Y)
    : KernelStep(Name, Layer)
{
    /// <inheritdoc/>
    public override KernelShape ShapeIn(Func<TensorRef, TensorGeometry> geometry, int instanceStride) =>
        PoolBackwardShape.Of(Kind, Window, geometry(From), geometry(To), Optional(geometry, Winners), Epilogue, Optional(geometry, Y));
}

/// <summary>Pooling over channels, forward.</summary>
public sealed record DepthPoolStep(string Name, string Layer, PoolKind Kind, int Window, Read<TensorRef> From, Write<TensorRef> To)
    : KernelStep(Name, Layer)
{
    /// <inheritdoc/>
    public override KernelShape ShapeIn(Func<TensorRef, TensorGeometry> geometry, int instanceStride) =>
        new DepthPoolShape(Kind, Window, geometry(From), geometry(To));
}

/// <summary>Pooling over channels, backward: the gradient goes to the first of the largest channels, or to all in equal shares.</summary>
public sealed record DepthPoolBackwardStep(
    string Name, string Layer, PoolKind Kind, int Window, Read<TensorRef> Input, Read<TensorRef> From, Write<TensorRef> To)
        : KernelStep(Name, Layer)
{
    /// <inheritdoc/>
    public override KernelShape ShapeIn(Func<TensorRef, TensorGeometry> geometry, int instanceStride) =>
        new DepthPoolBackwardShape(Kind, Window, geometry(Input), geometry(From), geometry(To));
}
