namespace Cnn
{
    /// <summary>
    /// A dense (fully connected) layer: each output is a weighted sum of all inputs, plus a bias. A map is flattened first.
    /// </summary>
    public sealed class DenseAttribute(int outputs) : LayerAttribute
    {
        /// <summary>Outputs.</summary>
        public int Outputs { get; } = outputs;

        /// <summary>Whether there is a bias; true by default.</summary>
        public bool Bias { get; set; } = true;

        /// <summary>The function applied to each output; none by default.</summary>
        public Activation Activation { get; set; }

        /// <summary>How the first weights are drawn; by default as the network says, or else by the activation that follows.</summary>
        public Init Init { get; set; }

        /// <summary>Each first weight, where <see cref="Init"/> is <see cref="Cnn.Init.Constant"/>.</summary>
        public double InitValue { get; set; }
    }
}

namespace Cnn.Dsl
{
    /// <summary>A dense layer over a map, whose weights are ordered by channel, row and column as PyTorch has them.</summary>
    public sealed record DenseSpec(
        string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Map, TensorShape Output, bool HasBias,
        Activation Activation)
        : LayerSpec(Name, Inputs, Input, Output)
    {
        /// <summary>How the first weights are drawn.</summary>
        public WeightInit Init { get; init; }

        /// <inheritdoc/>
        public override string Description =>
            Invariant.Format($"dense {Output.Channels}")
            + (HasBias ? "" : " nobias")
            + (Activation == Activation.None ? "" : " " + Activation.ToString().ToLowerInvariant())
            + Init.Description;

        /// <inheritdoc/>
        public override EquatableArray<ParameterSpec> Parameters
        {
            get
            {
                var matrix = new ParameterSpec(ParameterRole.Matrix, Output.Channels, Map.Channels, Map.Height, Map.Width)
                {
                    MapOrder = OutputOrder,
                    // Where a map lies directly before, its channels, rows and columns say the same.
                    ChannelOrder = Map.IsVector ? InputOrder : ElementOrder.Plain,
                    Init = Init,
                };
                return HasBias ? new(matrix, ParameterSpec.Vector(ParameterRole.Bias, Output.Channels, OutputOrder)) : new(matrix);
            }
        }

        /// <inheritdoc/>
        public override Activation OutputActivation => Activation;

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Learned;

        /// <inheritdoc/>
        public override string? UseOfNumbers => Input.IsVector ? null : "flattens a map of which the channels are the elements of";

        /// <inheritdoc/>
        public override long MultiplyAdds => Input.ElementCount * Output.Channels;

        /// <inheritdoc/>
        public override SpatialWindow FieldWindow => SpatialWindow.Whole(Input);
    }

    internal sealed class DenseDefinition : LayerDefinition
    {
        public override string Keyword => "dense";

        public override string AttributeName => "Dense";

        public override bool HasParameters => true;

        public override LayerSyntax Syntax { get; } = new(
            [new("outputs", ArgumentForm.Integer, "the number of outputs")],
            [.. LayerSyntax.BiasOptions, .. LayerSyntax.ActivationOptions, .. LayerSyntax.InitOptions]);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            int outputs = reader.Required("outputs", "the number of outputs");
            var init = WeightInitReader.Read(reader);
            return reader.Failed
                ? null
                : new DenseSpec(
                    reader.Name, reader.Inputs, reader.Input, reader.Map, new(1, 1, outputs), reader.Boolean("bias", true),
                    reader.Activation()) { Init = init };
        }
    }
}
