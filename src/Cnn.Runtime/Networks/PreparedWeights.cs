using System.ComponentModel;

namespace Cnn;

/// <summary>Weights that a model transforms once, when it is made, for Winograd's algorithm.</summary>
/// <param name="Parameter">The position of the kernel in <see cref="NetworkInfo.Parameters"/>.</param>
/// <param name="Kernel">Rows and columns of the kernel.</param>
/// <param name="Tile">Rows and columns of a tile of inputs.</param>
/// <param name="Offset">Where they begin among the prepared weights, in floats; a multiple of 16.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record PreparedWeights(int Parameter, int Kernel, int Tile, int Offset);
