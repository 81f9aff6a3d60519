namespace Cnn;

/// <summary>Makes a partial class a convolutional network: its layers follow as attributes, or stand in <see cref="Source"/>.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>Instances of a training step, 1 to 65,536; fixed when the network is compiled.</summary>
    public int Batch { get; set; } = 32;

    /// <summary>Instances of a prediction, 1 to 65,536; fixed when the network is compiled.</summary>
    public int InferenceBatch { get; set; } = 1;

    /// <summary>
    /// The optimiser that the network is trained with unless a session is given another, whose state the memory of a training session is
    /// counted with; momentum by default. <see cref="OptimizerAttribute"/> declares one with settings.
    /// </summary>
    public OptimizerKind Optimizer { get; set; }

    /// <summary>How convolutions are computed, where there is a choice; the fastest way by default.</summary>
    public ConvolutionAlgorithm Algorithm { get; set; }

    /// <summary>
    /// How the first weights of all layers are drawn that do not say it themselves; by the activation that follows, by default.
    /// </summary>
    public Init Init { get; set; }

    /// <summary>
    /// Whether the last batch norm of each residual branch begins at 0 (Goyal et al., 2017). Of the layers that a sum adds, the one with
    /// the fewest layers of its own is the shortcut, which stays as it is.
    /// </summary>
    public bool ZeroGamma { get; set; }

    /// <summary>
    /// Whether the network can be trained, which it can unless this says <see langword="false"/>. One that only predicts has no code
    /// and takes no memory for training; it loads the same weight files.
    /// </summary>
    public bool Training { get; set; } = true;

    /// <summary>The network as <c>.cnn</c> text, best as a raw string literal.</summary>
    public string? Source { get; set; }
}
