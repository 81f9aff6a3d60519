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
/// Room for a row of pixels, each with its channels' squares side by side and as many zeros as the reach around them; -1 where windows lie within a channel.
/// </param>
public sealed record LocalResponseNormStep(string Name, string Layer, ResponseNormPlan Norm, int From, int To, int Squares) : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [From];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => Squares < 0 ? [To] : [To, Squares];
}

/// <summary>Local response normalization, backward: the sums are taken again, so that nothing is kept from the way forward.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Norm">What is computed.</param>
/// <param name="Input">The input.</param>
/// <param name="From">The gradient of the output.</param>
/// <param name="To">The gradient of the input.</param>
/// <param name="Squares">As on the way forward.</param>
/// <param name="Ratios">Room for dy · y / (k + scale Σ x²): as the squares have it, or a map of 16 channels where windows lie within a channel.</param>
public sealed record LocalResponseNormBackwardStep(string Name, string Layer, ResponseNormPlan Norm, int Input, int From, int To, int Squares, int Ratios) : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [Input, From];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => Squares < 0 ? [To, Ratios] : [To, Squares, Ratios];
}
