namespace Cnn.Planning;

/// <summary>Multiplies each channel by a number.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The input.</param>
/// <param name="To">The output.</param>
/// <param name="Scale">Where the factors lie among the parameters.</param>
public sealed record ChannelScaleStep(string Name, string Layer, int From, int To, int Scale) : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [From];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [To];
}

/// <summary>The gradient of what 16 channels are multiplied by: the sum over pixels and instances of the input times the output's gradient. A unit is a block of 16 channels.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">What was multiplied.</param>
/// <param name="Gradient">The gradient of the product.</param>
/// <param name="GradientOffset">Where the factors' gradient lies among the gradients.</param>
/// <param name="Blocks">Blocks of 16 channels.</param>
public sealed record ScaleGradientStep(string Name, string Layer, int Input, int Gradient, int GradientOffset, int Blocks) : StepPlan(Name, Layer)
{
    /// <inheritdoc/>
    public override StepScope Scope => StepScope.Unit;

    /// <inheritdoc/>
    public override int Units => Blocks;

    /// <inheritdoc/>
    public override IEnumerable<int> Reads => [Input, Gradient];

    /// <inheritdoc/>
    public override IEnumerable<int> Writes => [];
}
