namespace Cnn;

/// <summary>
/// The optimiser that the network is trained with unless a session or trainer is given another one, and its settings, which are PyTorch's
/// by default. A setting is for the optimisers that have it, as the runtime's classes describe it; another one is an error.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class OptimizerAttribute(OptimizerKind kind) : Attribute
{
    /// <summary>The optimiser.</summary>
    public OptimizerKind Kind { get; } = kind;

    /// <summary>The size of a step.</summary>
    public double LearningRate { get; set; }

    /// <summary>The share of the last step that is kept.</summary>
    public double Momentum { get; set; }

    /// <summary>Of gradient descent, the share of the gradient that the momentum leaves out from the second step on.</summary>
    public double Dampening { get; set; }

    /// <summary>Of gradient descent, whether the momentum looks ahead.</summary>
    public bool Nesterov { get; set; }

    /// <summary>How much every parameter is drawn to zero.</summary>
    public double WeightDecay { get; set; }

    /// <summary>Of Adam's family and Lion, the share of the running mean of gradients that counts on.</summary>
    public double Beta1 { get; set; }

    /// <summary>Of Adam's family, the share of the running mean of squares that each step keeps; of Lion, that of gradients.</summary>
    public double Beta2 { get; set; }

    /// <summary>Added to what a step is divided by.</summary>
    public double Epsilon { get; set; }

    /// <summary>Of Adam and AdamW, whether the largest mean of squares so far stands in the place of the last one.</summary>
    public bool AmsGrad { get; set; }

    /// <summary>Of NAdam, how fast the momentum grows to <see cref="Beta1"/>.</summary>
    public double MomentumDecay { get; set; }

    /// <summary>Of RMSProp, the share of the running mean of squares that each step keeps.</summary>
    public double Alpha { get; set; }

    /// <summary>Of RMSProp, whether a step is divided by the gradient's deviation from its mean.</summary>
    public bool Centered { get; set; }

    /// <summary>Of AdaGrad, how fast the rate falls with the steps.</summary>
    public double LearningRateDecay { get; set; }

    /// <summary>Of AdaGrad, what the sum of squares is before the first step.</summary>
    public double InitialAccumulator { get; set; }

    /// <summary>Of AdaDelta, the share of the running means that each step keeps.</summary>
    public double Rho { get; set; }

    /// <summary>Of LARS, the length of a step in proportion to the tensor's own.</summary>
    public double TrustCoefficient { get; set; }

    /// <summary>The largest norm of all gradients together, to which larger ones are scaled down.</summary>
    public double ClipNorm { get; set; }

    /// <summary>The largest magnitude of a gradient's element, to which larger ones are cut.</summary>
    public double ClipValue { get; set; }
}
