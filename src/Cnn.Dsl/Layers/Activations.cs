namespace Cnn
{
    /// <summary>max(0, x) of each value.</summary>
    public sealed class ReluAttribute : LayerAttribute;

    /// <summary>x where it is positive, else 0.01 x, of each value.</summary>
    public sealed class LeakyReluAttribute : LayerAttribute;

    /// <summary>x where it is positive, else eˣ − 1, of each value.</summary>
    public sealed class EluAttribute : LayerAttribute;

    /// <summary>The hyperbolic tangent of each value.</summary>
    public sealed class TanhAttribute : LayerAttribute;

    /// <summary>1.7159 tanh(2x / 3) of each value.</summary>
    public sealed class ScaledTanhAttribute : LayerAttribute;

    /// <summary>1 / (1 + e⁻ˣ) of each value.</summary>
    public sealed class SigmoidAttribute : LayerAttribute;

    /// <summary>x / (1 + e⁻ˣ) of each value.</summary>
    public sealed class SiluAttribute : LayerAttribute;

    /// <summary>x min(6, max(0, x + 3)) / 6 of each value.</summary>
    public sealed class HardSwishAttribute : LayerAttribute;

    /// <summary>x (1 + erf(x / √2)) / 2 of each value.</summary>
    public sealed class GeluAttribute : LayerAttribute;
}

namespace Cnn.Dsl
{
    /// <summary>A function of each value, as a layer of its own.</summary>
    public sealed record ActivationSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Map, Activation Activation)
        : LayerSpec(Name, Inputs, Input, Input)
    {
        /// <inheritdoc/>
        public override string Description => Activation.ToString().ToLowerInvariant();

        /// <inheritdoc/>
        public override TensorShape MapOutput => Map;

        /// <inheritdoc/>
        public override Activation OutputActivation => Activation;

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Inputs;

        /// <inheritdoc/>
        public override bool IsInPlace => true;
    }

    internal sealed class ActivationDefinition(Activation activation) : LayerDefinition
    {
        public override string Keyword { get; } = activation.ToString().ToLowerInvariant();

        public override string AttributeName { get; } = activation.ToString();

        public override LayerSyntax Syntax => LayerSyntax.KeywordOnly;

        public override LayerSpec Resolve(LayerReader reader) =>
            new ActivationSpec(reader.Name, reader.Inputs, reader.Input, reader.Map, activation);
    }
}
