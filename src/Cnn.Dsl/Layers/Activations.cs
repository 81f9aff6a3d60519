namespace Cnn
{
    /// <summary>max(0, x) of each value.</summary>
    public sealed class ReluAttribute : LayerAttribute;

    /// <summary>The hyperbolic tangent of each value.</summary>
    public sealed class TanhAttribute : LayerAttribute;

    /// <summary>1 / (1 + e⁻ˣ) of each value.</summary>
    public sealed class SigmoidAttribute : LayerAttribute;
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
    }

    internal sealed class ActivationDefinition(string keyword, string attributeName, Activation activation) : LayerDefinition
    {
        public override string Keyword => keyword;

        public override string AttributeName => attributeName;

        public override LayerSyntax Syntax => LayerSyntax.KeywordOnly;

        public override LayerSpec Resolve(LayerReader reader) => new ActivationSpec(reader.Name, reader.Inputs, reader.Input, reader.Map, activation);
    }
}
