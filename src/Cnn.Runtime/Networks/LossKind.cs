namespace Cnn;

/// <summary>What a training step minimises; it follows from the network's last layer.</summary>
public enum LossKind
{
    /// <summary>Mean squared error over every output element and instance; targets are floats.</summary>
    MeanSquaredError,

    /// <summary>
    /// Mean binary cross-entropy over every output element and instance, of a network that ends in a sigmoid; targets are floats.
    /// </summary>
    BinaryCrossEntropy,

    /// <summary>Mean cross-entropy over the batch, of a network that ends in a softmax; targets are class labels.</summary>
    SoftmaxCrossEntropy,

    /// <summary>
    /// LeNet-5's criterion over the distances of radial basis functions, the mean over the batch; targets are class labels, and the class
    /// is the one of the smallest distance.
    /// </summary>
    RadialBasis,
}

/// <summary>What sessions ask of a loss.</summary>
internal static class LossKinds
{
    /// <summary>Whether targets are class labels.</summary>
    public static bool IsOverLabels(this LossKind loss) => loss is LossKind.SoftmaxCrossEntropy or LossKind.RadialBasis;
}
