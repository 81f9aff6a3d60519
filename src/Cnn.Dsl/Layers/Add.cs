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
            for (int i = 1; i < reader.Inputs.Count; i++)
            {
                var (first, other) = (reader.Input, reader.InputShapes[i]);
                if (other == first) continue;
                string advice = Projection(other, first, reader.InputNames[i]) ?? Projection(first, other, reader.InputNames[0])
                    ?? "no 1x1 convolution makes one of the other";
                reader.ReportInput(i, IssueCatalog.SumOfShapes, reader.InputNames[0], first, reader.InputNames[i], other, advice);
            }
            var activation = reader.Activation();
            return reader.Failed ? null : new AddSpec(reader.Name, reader.Inputs, reader.Input, activation);
        }

        // He et al., 2015: a shortcut is projected by a 1×1 convolution, whose stride leaves ⌈size / stride⌉ rows and columns.
        private static string? Projection(TensorShape from, TensorShape to, string name)
        {
            if (Stride(from.Height, to.Height) is not { } rows || Stride(from.Width, to.Width) is not { } columns) return null;
            string stride = (rows, columns) == (1, 1) ? "" : rows == columns ? Invariant.Format($" with stride {rows}") : Invariant.Format($" with stride {rows}x{columns}");
            string count = rows > 1 ? Invariant.Format($" ({from.Height} / {rows} = {to.Height} rows)") : columns > 1 ? Invariant.Format($" ({from.Width} / {columns} = {to.Width} columns)") : "";
            return Invariant.Format($"a 1x1 convolution of {to.Channels} maps{stride} after '{name}' would make them equal{count}");
        }

        private static int? Stride(int from, int to)
        {
            if (from < to) return null;
            int stride = (int)(((long)from + to - 1) / to);
            return ((long)from + stride - 1) / stride == to ? stride : null;
        }
    }
}
