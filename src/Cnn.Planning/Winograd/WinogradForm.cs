namespace Cnn.Planning;

/// <summary>
/// A form of Winograd's minimal filtering (Lavin and Gray, "Fast algorithms for convolutional neural networks", CVPR 2016): F(m × m, r × r)
/// computes a tile of m × m outputs of an r × r kernel by as many products as its input tile has pixels, (m + r − 1)². The points of
/// interpolation are 0, ±1, ∞ and, for tiles of six, ±2.
/// </summary>
/// <param name="Outputs">Rows and columns of a tile of outputs, m.</param>
/// <param name="Kernel">Rows and columns of the kernel, r.</param>
public readonly record struct WinogradForm(int Outputs, int Kernel)
{
    /// <summary>Rows and columns of a tile of inputs, m + r − 1.</summary>
    public int Tile => Outputs + Kernel - 1;

    /// <summary>Products of a tile: the pixels of its input.</summary>
    public int Products => Tile * Tile;

    /// <summary>The forms for a kernel, those with the fewest products an output first.</summary>
    public static IEnumerable<WinogradForm> For(int kernel) => kernel switch
    {
        3 => [new(4, 3), new(2, 3)],
        5 => [new(2, 5)],
        _ => [],
    };

    /// <summary>How many tiles cover so many outputs.</summary>
    public int Tiles(int outputs) => (outputs + Outputs - 1) / Outputs;

    /// <summary>For comments: <c>F(4x4, 3x3)</c>.</summary>
    public override string ToString() => Invariant.Format($"F({Outputs}x{Outputs}, {Kernel}x{Kernel})");
}
