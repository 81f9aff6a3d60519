namespace Cnn.Dsl;

/// <summary>
/// The gradient of one map's weights, and of its bias, in a convolution of one channel: sums over instances and pixels, 16 neighbouring pixels in a vector whose lanes are
/// added up in the end. A map is a unit of work and runs over the instances in order.
/// </summary>
/// <param name="Window">The window, its stride 1.</param>
/// <param name="X">The input: an image of one channel.</param>
/// <param name="Dy">The output's gradient, planar and at least 16 pixels wide.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="InstanceStride">From one instance's slot to the next.</param>
public sealed record RowWeightGradientShape(SpatialWindow Window, TensorGeometry X, TensorGeometry Dy, bool HasBias, int InstanceStride) : KernelShape;
