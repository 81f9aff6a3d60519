namespace Cnn
{
    /// <summary>The sum of several layers' outputs, all of one shape, as a residual's shortcut needs it.</summary>
    public sealed class AddAttribute(params string[] inputs) : LayerAttribute
    {
        /// <summary>The names of the layers, two or more.</summary>
        public string[] Inputs { get; } = inputs;

        /// <summary>The function applied to each sum; none by default.</summary>
        public Activation Activation { get; set; }
    }
}

namespace Cnn.Dsl
{
    /// <summary>The sum of several tensors of one shape, as a residual's shortcut needs it.</summary>
    public sealed record AddSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, Activation Activation) : LayerSpec(Name, Inputs, Input, Input)
    {
        /// <inheritdoc/>
        public override string Description => "add" + (Activation == Activation.None ? "" : " " + Activation.ToString().ToLowerInvariant());
    }

    internal sealed class AddDefinition : LayerDefinition
    {
        public override string Keyword => "add";

        public override string AttributeName => "Add";

        public override LayerSyntax Syntax { get; } = new([], LayerSyntax.ActivationOptions) { JoinsInputs = true, ResidualKeyword = "residual" };

        public override LayerSpec? Resolve(LayerReader reader)
        {
            if (!reader.HasSeveralInputs()) return null;
            for (int i = 1; i < reader.Inputs.Count && !reader.HasTooManyErrors; i++)
            {
                var (first, other) = (reader.Input, reader.InputShapes[i]);
                if (other == first) continue;
                var projection = Projection.Of(i, other, first) ?? Projection.Of(0, first, other);
                string advice = projection?.Describe(reader.InputNames[projection.Position]) ?? "no 1x1 convolution makes one of the other";
                var properties = projection?.Properties ?? EquatableArray<IssueProperty>.Empty;
                reader.ReportInput(i, properties, IssueCatalog.SumOfShapes, reader.InputNames[0], first, reader.InputNames[i], other, advice);
            }
            var activation = reader.Activation();
            return reader.Failed ? null : new AddSpec(reader.Name, reader.Inputs, reader.Input, activation);
        }
    }
}
