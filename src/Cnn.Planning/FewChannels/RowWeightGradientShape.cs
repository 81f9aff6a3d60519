namespace Cnn.Planning;

/// <summary>
/// The gradient of some maps' weights and biases in a convolution of one channel: sums over instances and pixels, 16 neighbouring pixels in
/// a vector whose lanes are added up in the end. Some maps are a unit of work and run over the instances in order.
/// </summary>
/// <remarks>
/// Pixels that are loaded across cache lines cost more than a multiply-add, so each is multiplied with several maps' gradients. Registers
/// hold the sums of a kernel row; those of the others wait in memory until an instance has been through each row, so that it comes from
/// afar once.
/// </remarks>
/// <param name="Window">The window, its stride 1.</param>
/// <param name="X">The input: an image of one channel.</param>
/// <param name="Dy">The output's gradient, planar and at least 16 pixels wide.</param>
/// <param name="HasBias">Whether there is a bias.</param>
/// <param name="InstanceStride">From one instance's slot to the next.</param>
public sealed record RowWeightGradientShape(SpatialWindow Window, TensorGeometry X, TensorGeometry Dy, bool HasBias, int InstanceStride)
    : KernelShape
{
    // Their sums of a kernel row have registers, and there are units enough for some threads.
    private const int MostMaps = 4;

    // Sums of the kernel's elements, and their totals, lie on the stack as vectors: 128 KB of it. The elements of a row are written out
    // besides.
    private const int MostElements = 1024;

    /// <summary>Whether the kernel is small enough.</summary>
    internal static bool CanHold(SpatialWindow window, int maps) =>
        (long)window.Rows * (window.Columns + 1L) * MapsOf(maps) <= MostElements;

    /// <summary>Maps of a unit.</summary>
    public int Maps => MapsOf(Dy.Shape.Channels);

    /// <summary>Maps of a unit, of so many in all: a divisor.</summary>
    internal static int MapsOf(int maps) => Enumerable.Range(1, MostMaps).Last(some => maps % some == 0);
}
