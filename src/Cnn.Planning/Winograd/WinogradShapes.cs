namespace Cnn.Planning;

/// <summary>Transforms tiles of the input: <c>V = Bᵀ d B</c> for 16 channels at a time.</summary>
/// <param name="Geometry">The tiles.</param>
/// <param name="RowStride">From one row of the input to the next.</param>
/// <param name="BlockStride">From 16 channels of the input to the next.</param>
/// <param name="InstanceStride">From one instance to the next; 0 where there is one.</param>
/// <param name="IsFar">Whether the input is no longer in the caches, so that it had better be fetched in advance.</param>
public sealed record WinogradInputShape(WinogradGeometry Geometry, int RowStride, int BlockStride, int InstanceStride, bool IsFar) : KernelShape;

/// <summary>Transforms products back to tiles of the output, <c>Aᵀ M A</c>, 16 maps at a time; the tiles at the border are cut.</summary>
/// <param name="Geometry">The tiles.</param>
/// <param name="RowStride">From one row of the output to the next.</param>
/// <param name="BlockStride">From 16 maps of the output to the next.</param>
/// <param name="InstanceStride">From one instance to the next, in the output and in the epilogue's operand; 0 where there is one.</param>
/// <param name="Start">What sums begin with.</param>
/// <param name="Epilogue">What happens to a sum before it is stored.</param>
/// <param name="OperandRowStride">From one row of the epilogue's operand to the next.</param>
/// <param name="OperandBlockStride">From 16 maps of the epilogue's operand to the next.</param>
public sealed record WinogradOutputShape(
    WinogradGeometry Geometry, int RowStride, int BlockStride, int InstanceStride, SumStart Start, Epilogue Epilogue, int OperandRowStride, int OperandBlockStride) : KernelShape
{
    /// <summary>Whether the operand is added to a sum before anything else happens to it.</summary>
    public bool AddsOperand { get; init; }
}

/// <summary>Transforms tiles of the gradient of the output, <c>A dy Aᵀ</c>, 16 maps at a time.</summary>
/// <param name="Geometry">The tiles of a unit of work.</param>
/// <param name="RowStride">From one row of the gradient to the next.</param>
/// <param name="BlockStride">From 16 maps of the gradient to the next.</param>
/// <param name="InstanceStride">From one instance to the next.</param>
public sealed record WinogradOutputGradientShape(WinogradGeometry Geometry, int RowStride, int BlockStride, int InstanceStride) : KernelShape;
