namespace Cnn.Planning;

/// <summary>Everything that a kernel's code depends on: kernels of equal shape are one kernel, whichever layers and passes they serve.</summary>
public abstract record KernelShape;

/// <summary>Pooling over rows and columns, forward.</summary>
/// <param name="Kind">Max or average.</param>
/// <param name="Window">The window; it is clipped at the border.</param>
/// <param name="X">The input.</param>
/// <param name="Y">The output.</param>
/// <param name="Winners">Where max pooling keeps which pixel of the window won; null where nobody asks.</param>
public sealed record PoolShape(PoolKind Kind, SpatialWindow Window, TensorGeometry X, TensorGeometry Y, TensorGeometry? Winners) : KernelShape;

/// <summary>Pooling over rows and columns, backward.</summary>
/// <param name="Kind">Max or average.</param>
/// <param name="Window">The window.</param>
/// <param name="Dy">The gradient of the output.</param>
/// <param name="Dx">The gradient of the input.</param>
/// <param name="Winners">Which pixel of each window won; null for averages.</param>
/// <param name="Epilogue">The derivative that the result is multiplied by.</param>
/// <param name="Y">The values at which that derivative is taken; null where there is none.</param>
public sealed record PoolBackwardShape(
    PoolKind Kind, SpatialWindow Window, TensorGeometry Dy, TensorGeometry Dx, TensorGeometry? Winners, Epilogue Epilogue, TensorGeometry? Y) : KernelShape
{
    /// <summary>Whether windows lie side by side, so that each pixel is read by one at most.</summary>
    public bool IsTiled => !Window.IsClipped && (Window.Rows, Window.Columns) == (Window.StrideRows, Window.StrideColumns);
}

/// <summary>Pooling over channels, forward.</summary>
public sealed record DepthPoolShape(PoolKind Kind, int Window, TensorGeometry X, TensorGeometry Y) : KernelShape;

/// <summary>Pooling over channels, backward.</summary>
public sealed record DepthPoolBackwardShape(PoolKind Kind, int Window, TensorGeometry X, TensorGeometry Dy, TensorGeometry Dx) : KernelShape;

/// <summary>A kernel of a network.</summary>
public sealed record KernelPlan(string Name, KernelShape Shape);
