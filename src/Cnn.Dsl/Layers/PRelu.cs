namespace Cnn
{
    /// <summary>
    /// x where it is positive, else a x, with a trained slope a for each channel, which begins at 0.25 (He et al., 2015).
    /// </summary>
    public sealed class PReluAttribute : LayerAttribute
    {
        /// <summary>Whether all channels have one slope; false by default.</summary>
        public bool Shared { get; set; }
    }
}

namespace Cnn.Dsl
{
    /// <summary>A rectifier with trained slopes (K. He et al., "Delving deep into rectifiers", 2015).</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Inputs">The positions of the layers that it reads.</param>
    /// <param name="Input">The shape of one instance.</param>
    /// <param name="IsShared">Whether all channels have one slope.</param>
    public sealed record PReluSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, bool IsShared)
        : LayerSpec(Name, Inputs, Input, Input)
    {
        // The paper's, and PyTorch's.
        private const float FirstSlope = 0.25f;

        /// <inheritdoc/>
        public override string Description => IsShared ? "prelu shared" : "prelu";

        /// <inheritdoc/>
        public override EquatableArray<ParameterSpec> Parameters =>
            new(ParameterSpec.Vector(ParameterRole.Scale, IsShared ? 1 : Input.Channels, IsShared ? ElementOrder.Plain : OutputOrder) with
            {
                InitialValue = FirstSlope,
            });

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Inputs;

        // The way back asks for the sign of what was there.
        /// <inheritdoc/>
        public override bool IsInPlaceAtInference => true;
    }

    internal sealed class PReluDefinition : LayerDefinition
    {
        public override string Keyword => "prelu";

        public override string AttributeName => "PRelu";

        public override bool HasParameters => true;

        public override LayerSyntax Syntax { get; } = new([], [new("shared", "shared", ArgumentForm.Word, new BooleanValue(true))]);

        public override LayerSpec Resolve(LayerReader reader) =>
            new PReluSpec(reader.Name, reader.Inputs, reader.Input, reader.Boolean("shared", false));
    }
}
