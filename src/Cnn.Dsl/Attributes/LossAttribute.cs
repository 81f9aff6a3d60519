namespace Cnn;

/// <summary>
/// What the network's training minimises, where it is not the loss that its last layer suggests. A setting is for the losses that have
/// it, as their classes describe it; another one is an error.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class LossAttribute(LossKind kind) : Attribute
{
    /// <summary>The loss.</summary>
    public LossKind Kind { get; } = kind;

    /// <summary>Of a cross-entropy, the share of the target that is spread evenly over all classes.</summary>
    public double LabelSmoothing { get; set; }

    /// <summary>What each class counts, one number a class.</summary>
    public double[]? ClassWeights { get; set; }

    /// <summary>The label of images or pixels that count for nothing.</summary>
    public int IgnoredLabel { get; set; }

    /// <summary>Of a binary cross-entropy, what positives count: one number for all outputs, or one a channel.</summary>
    public double[]? PositiveWeights { get; set; }

    /// <summary>Of a binary cross-entropy, what each channel counts.</summary>
    public double[]? Weights { get; set; }

    /// <summary>Of a focal loss, how much less easy ones count; 2 by default.</summary>
    public double Gamma { get; set; }

    /// <summary>Of a focal loss after a sigmoid, what positives are multiplied by, negatives by 1 - alpha.</summary>
    public double Alpha { get; set; }

    /// <summary>Of Dice's loss, what is added above and below the line; 1 by default.</summary>
    public double Smooth { get; set; }

    /// <summary>Of Huber's loss, where the square becomes a line; 1 by default.</summary>
    public double Delta { get; set; }

    /// <summary>Of the smooth L1 loss, where the square becomes a line; 1 by default.</summary>
    public double Beta { get; set; }

    /// <summary>Of a hinge loss, by how much the label's score is to be above the others'; 1 by default.</summary>
    public double Margin { get; set; }

    /// <summary>Whether a hinge loss squares its margins.</summary>
    public bool Squared { get; set; }
}
