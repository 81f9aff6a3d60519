namespace Cnn
{
    /// <summary>
    /// Makes a vector of a map, in row, column, channel order. Weight files number its elements by channel, row and column, as PyTorch
    /// does.
    /// </summary>
    public sealed class FlattenAttribute : LayerAttribute;
}

namespace Cnn.Dsl
{
    /// <summary>A map as a vector, in row, column, channel order.</summary>
    public sealed record FlattenSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Map, TensorShape Output)
        : LayerSpec(Name, Inputs, Input, Output)
    {
        /// <inheritdoc/>
        public override string Description => "flatten";

        /// <inheritdoc/>
        public override TensorShape MapOutput => Map;

        /// <inheritdoc/>
        public override ChannelOrigin Origin => Input.IsVector ? ChannelOrigin.Inputs : ChannelOrigin.Own;

        /// <inheritdoc/>
        public override string? UseOfNumbers => Input.IsVector ? null : "flattens a map of which the channels are the elements of";

        /// <inheritdoc/>
        public override bool IsInPlace => true;

        /// <inheritdoc/>
        public override SpatialWindow FieldWindow => SpatialWindow.Whole(Input);

        internal override ElementOrder OwnOrder(IReadOnlyList<(ElementOrder Order, int Channels)> inputs) =>
            ElementOrder.OfFlattened(Input);
    }

    internal sealed class FlattenDefinition : LayerDefinition
    {
        public override string Keyword => "flatten";

        public override string AttributeName => "Flatten";

        public override LayerSyntax Syntax => LayerSyntax.KeywordOnly;

        public override LayerSpec? Resolve(LayerReader reader)
        {
            if (reader.Input.ElementCount <= int.MaxValue)
                return new FlattenSpec(reader.Name, reader.Inputs, reader.Input, reader.Map, new(1, 1, (int)reader.Input.ElementCount));
            reader.Report(
                "", IssueCatalog.TooManyElements, "The output of '" + reader.Name + "'", Invariant.Count(reader.Input.ElementCount));
            return null;
        }
    }
}
