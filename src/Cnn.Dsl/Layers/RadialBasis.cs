namespace Cnn
{
    /// <summary>
    /// Euclidean radial basis functions: the squared distance of a vector from the code of each class, the output layer of LeNet-5 (LeCun
    /// et al., 1998). The last layer; the class is the one of the smallest distance. The codes, of −1 and 1, are not trained.
    /// </summary>
    public sealed class RadialBasisAttribute(int outputs) : LayerAttribute
    {
        /// <summary>Outputs, a class each.</summary>
        public int Outputs { get; } = outputs;
    }
}

namespace Cnn.Dsl
{
    /// <summary>Squared distances from codes.</summary>
    public sealed record RadialBasisSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Output)
        : LayerSpec(Name, Inputs, Input, Output)
    {
        /// <inheritdoc/>
        public override string Description => Invariant.Format($"rbf {Output.Channels}");

        /// <inheritdoc/>
        public override EquatableArray<ParameterSpec> Parameters =>
            new(new ParameterSpec(ParameterRole.Codes, Output.Channels, Input.Channels, 1, 1) { ChannelOrder = InputOrder });

        /// <inheritdoc/>
        public override NetworkEnd End => NetworkEnd.RadialBasis;

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Own;

        /// <inheritdoc/>
        public override long MultiplyAdds => Input.ElementCount * Output.Channels;
    }

    internal sealed class RadialBasisDefinition : LayerDefinition
    {
        public override string Keyword => "rbf";

        public override string AttributeName => "RadialBasis";

        public override bool HasParameters => true;

        public override IssueDescriptor NotLast => IssueCatalog.RadialBasisNotLast;

        public override LayerSyntax Syntax { get; } = new([new("outputs", ArgumentForm.Integer, "the number of outputs")], []);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            int outputs = reader.Required("outputs", "the number of outputs");
            if (!reader.Input.IsVector) reader.Report("", IssueCatalog.RadialBasisOverMap, reader.Input);
            return reader.Failed ? null : new RadialBasisSpec(reader.Name, reader.Inputs, reader.Input, new(1, 1, outputs));
        }
    }
}
