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
    public sealed record AddSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, Activation Activation)
        : LayerSpec(Name, Inputs, Input, Input)
    {
        /// <inheritdoc/>
        public override string Description => "add" + (Activation == Activation.None ? "" : " " + Activation.ToString().ToLowerInvariant());

        /// <inheritdoc/>
        public override Activation OutputActivation => Activation;

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Inputs;
    }

    internal sealed class AddDefinition : LayerDefinition
    {
        public override string Keyword => "add";

        public override string AttributeName => "Add";

        public override LayerSyntax Syntax { get; } = new(
            [], LayerSyntax.ActivationOptions) { JoinsInputs = true, ResidualKeyword = "residual" };

        public override LayerSpec? Resolve(LayerReader reader)
        {
            if (!reader.HasSeveralInputs()) return null;
            for (int i = 1; i < reader.Inputs.Count && !reader.HasTooManyErrors; i++)
            {
                var (first, other) = (reader.Input, reader.InputShapes[i]);
                if (other == first) continue;
                var remedy = SumRemedy.Of(reader, i);
                var (one, another) = (reader.InputNames[0], reader.InputNames[i]);
                var issue = Issue.At(reader.RangeOfInput(i), IssueCatalog.SumOfShapes, one, first, another, other, remedy.Finding);
                reader.Report(issue with { Advice = remedy.Advice, Properties = remedy.Properties });
            }
            var activation = reader.Activation();
            return reader.Failed ? null : new AddSpec(reader.Name, reader.Inputs, reader.Input, activation);
        }
    }
}
