namespace Cnn;

/// <summary>What a training step minimises; see the runtime's classes of the same names for the formulas.</summary>
public enum LossKind
{
    /// <summary>Cross-entropy of a softmax over class labels, or over target probabilities.</summary>
    SoftmaxCrossEntropy,

    /// <summary>Kullback and Leibler's divergence of a softmax from target probabilities.</summary>
    KullbackLeibler,

    /// <summary>Binary cross-entropy of each output of a sigmoid.</summary>
    BinaryCrossEntropy,

    /// <summary>Focal loss (Lin et al., 2017), after a softmax over class labels, after a sigmoid over each output.</summary>
    Focal,

    /// <summary>Dice's overlap of a softmax with class labels, over the pixels of all images of a step.</summary>
    Dice,

    /// <summary>Mean squared error.</summary>
    MeanSquaredError,

    /// <summary>Mean absolute error.</summary>
    MeanAbsoluteError,

    /// <summary>Huber's loss (1964): squares for small errors, a line for large ones.</summary>
    Huber,

    /// <summary>Huber's loss over its delta (Girshick, 2015).</summary>
    SmoothL1,

    /// <summary>Multi-class hinge loss of scores over class labels.</summary>
    Hinge,

    /// <summary>LeNet-5's criterion of radial basis functions over class labels (LeCun et al., 1998, eq. 9).</summary>
    RadialBasis,
}
