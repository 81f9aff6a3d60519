namespace Cnn.Reference;

/// <summary>Every tensor of one pass, channels-last: <c>[instances, height, width, channels]</c>.</summary>
/// <param name="Instances">How many instances the tensors hold.</param>
/// <param name="Outputs">The output of each layer, in the order of the spec; the input's is the images, normalised as it declares.</param>
/// <param name="PreActivations">The same before a layer's own activation; where it has none, the output itself.</param>
/// <param name="Masks">What each dropout layer multiplied by; null where dropout did nothing.</param>
/// <param name="IsTraining">Whether batch norms used the statistics of these instances.</param>
public sealed record ForwardPass(int Instances, double[][] Outputs, double[][] PreActivations, IReadOnlyDictionary<int, double[]>? Masks,
    bool IsTraining)
{
    /// <summary>The network's output.</summary>
    public double[] Output => Outputs[^1];
}
