using System.ComponentModel;

namespace Cnn;

/// <summary>
/// How a batch norm becomes part of a model: what its running statistics make of γ and β takes their place, and where a convolution or
/// dense layer comes just before it, the factor goes into the weights. Tensors are named by their position in
/// <see cref="NetworkInfo.Parameters"/>.
/// </summary>
/// <param name="Weight">The weights that are scaled; -1 where the batch norm stays a layer of its own.</param>
/// <param name="Bias">The bias that was added before; -1 for none.</param>
/// <param name="Gamma">γ, which becomes γ / √(variance + ε).</param>
/// <param name="Beta">β, which becomes β + (bias - mean) γ / √(variance + ε).</param>
/// <param name="Mean">The running mean.</param>
/// <param name="Variance">The running variance.</param>
/// <param name="Epsilon">ε.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record BatchNormFold(int Weight, int Bias, int Gamma, int Beta, int Mean, int Variance, float Epsilon);
