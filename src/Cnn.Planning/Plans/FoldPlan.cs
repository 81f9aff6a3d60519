namespace Cnn.Planning;

/// <summary>
/// How a batch norm becomes part of a model: γ and β turn into the factor and the addend that its running statistics make of them, and
/// where a convolution or dense layer comes just before it, the factor goes into the weights. Tensors are named by their position among the
/// parameters.
/// </summary>
/// <param name="Weight">The weights that are scaled; null where the batch norm stays a layer of its own.</param>
/// <param name="Bias">The bias that was added before; null for none.</param>
/// <param name="Gamma">γ.</param>
/// <param name="Beta">β, which becomes the bias.</param>
/// <param name="Mean">The running mean.</param>
/// <param name="Variance">The running variance.</param>
/// <param name="Epsilon">What is added to the variance.</param>
public sealed record FoldPlan(int? Weight, int? Bias, int Gamma, int Beta, int Mean, int Variance, double Epsilon);
