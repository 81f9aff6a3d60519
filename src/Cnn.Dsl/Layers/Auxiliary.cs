namespace Cnn
{
    /// <summary>
    /// Ends an auxiliary classifier (Szegedy et al., 2015): training adds its loss, weighted, to the network's. The layers that lead to
    /// nothing else are there for training only. What comes after names with <see cref="LayerAttribute.From"/> the layer that it reads.
    /// </summary>
    public sealed class AuxiliaryAttribute(double weight) : LayerAttribute
    {
        /// <summary>What its loss is multiplied by; above 0.</summary>
        public double Weight { get; } = weight;
    }
}

namespace Cnn.Dsl
{
    /// <summary>
    /// The end of an auxiliary classifier. It computes nothing and has no readers: it says that the layer that it reads has a loss of its
    /// own.
    /// </summary>
    public sealed record AuxiliarySpec(string Name, EquatableArray<int> Inputs, TensorShape Input, double Weight)
        : LayerSpec(Name, Inputs, Input, Input)
    {
        /// <inheritdoc/>
        public override string Description => "aux " + Invariant.Number(Weight);

        /// <inheritdoc/>
        public override double? HeadWeight => Weight;

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Inputs;

        /// <inheritdoc/>
        public override bool IsInPlace => true;
    }

    internal sealed class AuxiliaryDefinition : LayerDefinition
    {
        public override string Keyword => "aux";

        public override string AttributeName => "Auxiliary";

        public override LayerSyntax Syntax { get; } = new(
            [new("weight", ArgumentForm.Number, "the weight of its loss, for example 0.3")], []) { EndsHead = true };

        public override LayerSpec? Resolve(LayerReader reader)
        {
            if (!reader.Has("weight")) reader.Report("weight", IssueCatalog.MissingArgument, reader.Keyword, "the weight of its loss");
            double weight = reader.Number("weight", 1);
            // Generated code has it in single precision.
            if (!((float)weight > 0 && (float)weight <= float.MaxValue))
                reader.Report(
                    "weight", IssueCatalog.OutOfRange, "The weight of the loss", Invariant.Number(weight),
                    "above 0 and finite as a 32-bit float");
            return reader.Failed ? null : new AuxiliarySpec(reader.Name, reader.Inputs, reader.Input, weight);
        }
    }
}
