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

    /// <summary>LeNet-5's criterion over class labels, after radial basis functions (LeCun et al., 1998, eq. 9).</summary>
    RadialBasis,
}

/// <summary>What planning and emission ask of a loss.</summary>
public static class LossSpecs
{
    /// <summary>Whether its targets are class labels.</summary>
    public static bool IsOverLabels(this LossSpec loss) => loss is LossSpec.SoftmaxCrossEntropy or LossSpec.RadialBasis;
}
