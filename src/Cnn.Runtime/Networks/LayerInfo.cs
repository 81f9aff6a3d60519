namespace Cnn;

/// <summary>One row of the network's table.</summary>
/// <param name="Name">The layer's name, for example <c>conv1</c>.</param>
/// <param name="Description">What it is, as a <c>.cnn</c> file writes it, for example <c>conv 6 5x5 tanh</c>.</param>
/// <param name="Output">The shape of one instance of its output.</param>
/// <param name="ParameterCount">Its trainable parameters.</param>
/// <param name="MultiplyAdds">Multiply-adds for one instance, forward.</param>
/// <param name="IsAuxiliary">Whether it leads to auxiliary classifiers only and is there for training.</param>
public sealed record LayerInfo(
    string Name, string Description, TensorShape Output, long ParameterCount, long MultiplyAdds, bool IsAuxiliary = false);
