namespace Cnn
{
    /// <summary>
    /// Drops a share of the values while training and scales the others up (Srivastava et al., 2014); does nothing at inference.
    /// </summary>
    public sealed class DropoutAttribute(double rate) : LayerAttribute
    {
        /// <summary>The share that is dropped, from 0 to below 1.</summary>
        public double Rate { get; } = rate;
    }
}

namespace Cnn.Dsl
{
    /// <summary>Dropout while training.</summary>
    public sealed record DropoutSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Map, double Rate)
        : LayerSpec(Name, Inputs, Input, Input)
    {
        /// <inheritdoc/>
        public override string Description => "dropout " + Invariant.Number(Rate);

        /// <inheritdoc/>
        public override TensorShape MapOutput => Map;

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Inputs;

        /// <inheritdoc/>
        public override bool IsInPlace => true;
    }

    internal sealed class DropoutDefinition : LayerDefinition
    {
        public override string Keyword => "dropout";

        public override string AttributeName => "Dropout";

        public override LayerSyntax Syntax { get; } = new([new("rate", ArgumentForm.Number, "the share to drop, for example 0.5")], []);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            if (!reader.Has("rate")) reader.Report("rate", IssueCatalog.MissingArgument, reader.Keyword, "the share to drop");
            double rate = reader.Number("rate", 0);
            // Also as a float, which is what the processor sees: what is kept is divided by the share of it.
            bool isShare = rate >= 0 && (float)rate < 1;
            if (!isShare || SmallNumbers.Vanishes(rate))
                reader.Report(
                    "rate", IssueCatalog.OutOfRange, "The dropped share", Invariant.Number(rate),
                    isShare ? SmallNumbers.Range : "from 0 to below 1 as a 32-bit float");
            return reader.Failed ? null : new DropoutSpec(reader.Name, reader.Inputs, reader.Input, reader.Map, rate);
        }
    }
}
