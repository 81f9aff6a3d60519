namespace Cnn.Dsl;

/// <summary>
/// The subsampling of LeNet-5 (LeCun et al., 1998): y = f(a · (sum of the window's pixels) + b), with one coefficient a and one bias b for
/// each map. It begins as average pooling: a is 1 / the window's pixels, b is 0. Padding, and what the output's rounding adds beyond it,
/// adds nothing to a sum.
/// </summary>
public sealed record SubsamplingSpec(
    string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Output, SpatialWindow Window, Activation Activation)
    : LayerSpec(Name, Inputs, Input, Output)
{
    /// <inheritdoc/>
    public override string Description =>
        "avgpool " + Window.Describe(strideIsWindow: true) + " trainable"
            + (Activation == Activation.None ? "" : " " + Activation.ToString().ToLowerInvariant());

    /// <inheritdoc/>
    public override EquatableArray<ParameterSpec> Parameters => new(
        ParameterSpec.Vector(
            ParameterRole.Scale, Output.Channels, OutputOrder) with { InitialValue = 1f / ((float)Window.Rows * Window.Columns) },
        ParameterSpec.Vector(ParameterRole.Bias, Output.Channels, OutputOrder));

    /// <inheritdoc/>
    public override Activation OutputActivation => Activation;

    /// <inheritdoc/>
    public override ChannelOrigin Origin => ChannelOrigin.Inputs;

    /// <inheritdoc/>
    public override SpatialWindow FieldWindow => Window;

    /// <summary>Multiply-adds for one instance: each of a window's pixels counts, as the paper counts its connections.</summary>
    public override long MultiplyAdds => Output.ElementCount * Window.Rows * Window.Columns;
}
