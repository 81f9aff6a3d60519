namespace Cnn
{
    /// <summary>
    /// Batch normalisation (Ioffe and Szegedy, 2015): each channel is centred and scaled by its mean and variance over the batch and the
    /// pixels while training, and by their running averages at inference, where it becomes part of the convolution before it; then it is
    /// scaled and shifted by two trained numbers.
    /// </summary>
    public sealed class BatchNormAttribute : LayerAttribute
    {
        /// <summary>What is added to the variance; 1e-5 by default.</summary>
        public double Epsilon { get; set; } = 1e-5;

        /// <summary>The batch's weight in the running averages, as PyTorch defines it; 0.1 by default.</summary>
        public double Momentum { get; set; } = 0.1;

        /// <summary>
        /// Whether the numbers that channels are scaled by begin at 0 rather than 1, so that a residual branch that ends here begins as the
        /// identity (Goyal et al., 2017). <see cref="NetworkAttribute.ZeroGamma"/> says it of all residual branches.
        /// </summary>
        public bool ZeroGamma { get; set; }
    }
}

namespace Cnn.Dsl
{
    /// <summary>Batch normalisation.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Inputs">The positions of the layers that it reads.</param>
    /// <param name="Input">The shape of one instance.</param>
    /// <param name="Epsilon">What is added to the variance.</param>
    /// <param name="Momentum">The batch's weight in the running averages.</param>
    public sealed record BatchNormSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, double Epsilon, double Momentum)
        : LayerSpec(Name, Inputs, Input, Input)
    {
        /// <summary>ε where nothing is said.</summary>
        public const double UsualEpsilon = 1e-5;

        /// <summary>The momentum where nothing is said.</summary>
        public const double UsualMomentum = 0.1;

        /// <summary>Whether the numbers that channels are scaled by begin at 0.</summary>
        public bool ZeroGamma { get; init; }

        /// <inheritdoc/>
        public override string Description =>
            "batchnorm"
            + (Epsilon == UsualEpsilon ? "" : " epsilon " + Invariant.Number(Epsilon))
            + (Momentum == UsualMomentum ? "" : " momentum " + Invariant.Number(Momentum))
            + (ZeroGamma ? " zero_gamma" : "");

        /// <inheritdoc/>
        public override EquatableArray<ParameterSpec> Parameters =>
            new ParameterRole[] { ParameterRole.Scale, ParameterRole.Bias, ParameterRole.RunningMean, ParameterRole.RunningVariance }
                .Select(role => ParameterSpec.Vector(role, Input.Channels, OutputOrder))
                .Select(vector => ZeroGamma && vector.Role == ParameterRole.Scale ? vector with { InitialValue = 0 } : vector)
                .ToEquatableArray();

        // Of a vector, a channel has one value in an instance, which without other instances is its own mean and has no variance.
        /// <inheritdoc/>
        public override bool NeedsSeveralInstances => Input.IsVector;

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Inputs;

        /// <inheritdoc/>
        public override long MultiplyAdds => Output.ElementCount;

        /// <inheritdoc/>
        public override bool IsInPlaceAtInference => true;
    }

    internal sealed class BatchNormDefinition : LayerDefinition
    {
        public override string Keyword => "batchnorm";

        public override string AttributeName => "BatchNorm";

        public override bool HasParameters => true;

        public override bool ReplacesBias => true;

        public override LayerSyntax Syntax { get; } = new(
            [],
            [
                new("epsilon", "epsilon", ArgumentForm.Number), new("momentum", "momentum", ArgumentForm.Number),
                new("zero_gamma", "zeroGamma", ArgumentForm.Word, new BooleanValue(true)),
            ]);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            double epsilon = reader.Number("epsilon", BatchNormSpec.UsualEpsilon),
            momentum = reader.Number("momentum", BatchNormSpec.UsualMomentum);
            // Also as a float, which is what the processor sees: a variance of 0 must not be divided by.
            if (!((float)epsilon > 0 && epsilon <= 1))
                reader.Report(
                    "epsilon", IssueCatalog.OutOfRange, reader.NameOf("epsilon"), Invariant.Number(epsilon),
                    "above 0 and at most 1 as a 32-bit float");
            bool isShare = momentum is >= 0 and <= 1;
            if (!isShare || SmallNumbers.Vanishes(momentum))
                reader.Report(
                    "momentum", IssueCatalog.OutOfRange, reader.NameOf("momentum"), Invariant.Number(momentum),
                    isShare ? SmallNumbers.Range : "from 0 to 1");
            if (reader.Batch == 1 && reader.Input.IsVector) reader.Report("", IssueCatalog.NormOfOneValue, reader.Name);
            return reader.Failed ? null : new BatchNormSpec(reader.Name, reader.Inputs, reader.Input, epsilon, momentum)
            {
                ZeroGamma = reader.Boolean("zeroGamma", false),
            };
        }
    }
}
