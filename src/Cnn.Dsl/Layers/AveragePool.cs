namespace Cnn
{
    /// <summary>Average pooling: the mean of each window's pixels; padding does not count, unless <see cref="CountPad"/> says so.</summary>
    public sealed class AveragePoolAttribute : PoolAttribute
    {
        /// <summary>With a window given by name: <c>Ksize</c>, <c>Depth</c>, or <c>WindowHeight</c> and <c>WindowWidth</c>.</summary>
        public AveragePoolAttribute()
        {
        }

        /// <summary>With a square window that moves by its own size.</summary>
        public AveragePoolAttribute(int window) => Window = window;

        /// <summary>Rows and columns of a square window.</summary>
        public int Window { get; }

        /// <summary>
        /// Whether padding counts as pixels of 0, as in Caffe; what <see cref="PoolAttribute.Ceil"/> adds beyond the padding never does.
        /// </summary>
        public bool CountPad { get; set; }

        /// <summary>
        /// Whether the sum of a window's pixels is multiplied by a coefficient of its map, and a bias added, both trained: the subsampling
        /// of LeNet-5.
        /// </summary>
        public bool Trainable { get; set; }

        /// <summary>The function applied to each output, where <see cref="Trainable"/> is set; none by default.</summary>
        public Activation Activation { get; set; }
    }
}

namespace Cnn.Dsl
{
    internal sealed class AveragePoolDefinition() : PoolDefinition(
        PoolKind.Average,
        [
            new("count_pad", "countPad", ArgumentForm.Word, new BooleanValue(true)),
            new("trainable", "trainable", ArgumentForm.Word, new BooleanValue(true)),
            .. LayerSyntax.ActivationOptions,
        ])
    {
        public override string Keyword => "avgpool";

        public override string AttributeName => "AveragePool";

        public override bool HasParametersIn(LayerDeclaration declaration) =>
            declaration.Arguments.Any(argument => argument is { Name: "trainable", Value: BooleanValue { Value: true } });

        internal override bool TakesActivationIn(LayerDeclaration declaration) => HasParametersIn(declaration);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            bool isTrainable = reader.Boolean("trainable", false);
            var activation = isTrainable ? reader.Activation() : Activation.None;
            if (!isTrainable && reader.Find("activation")?.Value is WordValue { Value: not "none" and var word })
            {
                string name = !reader.IsText && Enum.TryParse<Activation>(word, ignoreCase: true, out var known) ? known.ToString() : word;
                var issue = Issue.At(reader.RangeOf("activation"), IssueCatalog.ActivationOfPooling, name);
                string trainable = reader.IsText ? "'trainable'" : "'Trainable = true'";
                reader.Report(issue with { Advice = $"Add {trainable}, or write the activation as a layer of its own." });
            }
            if (isTrainable && reader.Boolean("countPad", false))
                reader.Report("countPad", IssueCatalog.ConflictingArguments, reader.Shown("countPad"), reader.Shown("trainable"));
            var layer = base.Resolve(reader);
            if (reader.Failed) return null;
            return isTrainable && layer is PoolSpec pool
                ? new SubsamplingSpec(pool.Name, pool.Inputs, pool.Input, pool.Output, pool.Window, activation)
                : layer;
        }
    }
}
