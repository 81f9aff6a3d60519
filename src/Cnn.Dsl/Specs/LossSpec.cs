namespace Cnn.Dsl;

/// <summary>What a training step minimises; it follows from the last layer.</summary>
public enum LossSpec
{
    /// <summary>Mean squared error over float targets.</summary>
    MeanSquaredError,

    /// <summary>Binary cross-entropy over float targets, after a sigmoid.</summary>
    BinaryCrossEntropy,

    /// <summary>Mean cross-entropy over class labels, after a softmax.</summary>
    SoftmaxCrossEntropy,
}
