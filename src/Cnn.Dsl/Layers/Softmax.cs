namespace Cnn
{
    /// <summary>
    /// Softmax over the channels, of a vector or at each pixel of a map: scores become probabilities. The last layer; in training it is
    /// fused with the cross-entropy.
    /// </summary>
    public sealed class SoftmaxAttribute : LayerAttribute;
}

namespace Cnn.Dsl
{
    /// <summary>Softmax over the channels at each pixel.</summary>
    public sealed record SoftmaxSpec(string Name, EquatableArray<int> Inputs, TensorShape Input) : LayerSpec(Name, Inputs, Input, Input)
    {
        /// <inheritdoc/>
        public override string Description => "softmax";

        /// <inheritdoc/>
        public override NetworkEnd End => NetworkEnd.Softmax;

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Inputs;

        /// <inheritdoc/>
        public override bool IsInPlace => true;
    }

    internal sealed class SoftmaxDefinition : LayerDefinition
    {
        public override string Keyword => "softmax";

        public override string AttributeName => "Softmax";

        public override IssueDescriptor NotLast => IssueCatalog.SoftmaxNotLast;

        public override LayerSyntax Syntax => LayerSyntax.KeywordOnly;

        public override LayerSpec? Resolve(LayerReader reader) => new SoftmaxSpec(reader.Name, reader.Inputs, reader.Input);
    }
}
