namespace Cnn.Planning;

/// <summary>What a local response normalization computes: y = x · (k + scale Σ x²)^−beta.</summary>
/// <param name="Reach">Neighbours on each side.</param>
/// <param name="Scale">What the sum of the squares is multiplied by.</param>
/// <param name="Beta">β.</param>
/// <param name="K">k.</param>
public sealed record ResponseNormPlan(int Reach, double Scale, double Beta, double K);

/// <summary>Local response normalization, forward.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Norm">What is computed.</param>
/// <param name="From">The input.</param>
/// <param name="To">The output.</param>
/// <param name="Squares">
/// Room for a row of pixels, each with its channels' squares side by side and as many zeros as the reach around them; null where windows
/// lie within a channel.
/// </param>
public sealed record LocalResponseNormStep(
    string Name, string Layer, ResponseNormPlan Norm, Read<TensorRef> From, Write<TensorRef> To, Write<TensorRef>? Squares)
        : StepPlan(Name, Layer);

/// <summary>Local response normalization, backward: the sums are taken again, so that nothing is kept from the way forward.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Norm">What is computed.</param>
/// <param name="Input">The input.</param>
/// <param name="From">The gradient of the output.</param>
/// <param name="To">The gradient of the input.</param>
/// <param name="Squares">As on the way forward.</param>
/// <param name="Ratios">
/// Room for dy · y / (k + scale Σ x²): as the squares have it, or a map of 16 channels where windows lie within a channel.
/// </param>
public sealed record LocalResponseNormBackwardStep(
    string Name, string Layer, ResponseNormPlan Norm, Read<TensorRef> Input, Read<TensorRef> From, Write<TensorRef> To,
    Write<TensorRef>? Squares, Write<TensorRef> Ratios) : StepPlan(Name, Layer);
