namespace Cnn.Planning;

/// <summary>
/// Dense layers: x [C/16][H][W][16] or a vector, W [K/16][H][W][C][16], y [K]. The kernel covers the whole map; of a vector that was a map,
/// the weights lie in the order of its elements.
/// </summary>
internal sealed class DensePlanner : ContractionPlanner<DenseSpec>
{
    /// <inheritdoc/>
    public override OrderUse UseOfOrder => OrderUse.Ignores;

    /// <inheritdoc/>
    protected override Contraction? ContractionOf(DenseSpec layer, TensorShape input) =>
        new(input.IsVector ? SpatialWindow.OnePixel : new(layer.Map.Height, layer.Map.Width, 1, 1, 0, 0, 0, 0), Groups: 1)
        {
            IsMatrix = true,
            ReadsVector = input.IsVector,
        };
}
