namespace Cnn.Planning;

/// <summary>Softmax at the end of a network: the output and the loss compute it.</summary>
internal sealed class SoftmaxPlanner : NodelessPlanner<SoftmaxSpec>;
