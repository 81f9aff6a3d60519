namespace Cnn
{
    /// <summary>A convolution: each output map is the input's cross-correlation with a kernel of its own, plus a bias.</summary>
    public sealed class ConvLayerAttribute(int maps) : LayerAttribute
    {
        /// <summary>Output feature maps.</summary>
        public int Maps { get; } = maps;

        /// <summary>Rows and columns of a square kernel.</summary>
        public int Kernel { get; set; }

        /// <summary>Rows of the kernel.</summary>
        public int KernelHeight { get; set; }

        /// <summary>Columns of the kernel.</summary>
        public int KernelWidth { get; set; }

        /// <summary>How far the kernel moves in both directions; 1 by default.</summary>
        public int Stride { get; set; } = 1;

        /// <summary>How far the kernel moves down.</summary>
        public int StrideHeight { get; set; }

        /// <summary>How far the kernel moves to the right.</summary>
        public int StrideWidth { get; set; }

        /// <summary>Valid (none) by default.</summary>
        public Padding Padding { get; set; }

        /// <summary>Explicit padding: one number (all sides), two (rows, columns) or four (top, bottom, left, right).</summary>
        public int[]? Pad { get; set; }

        /// <summary>Whether there is a bias; by default there is, unless a batch norm follows directly.</summary>
        public bool Bias { get; set; } = true;

        /// <summary>The function applied to each output; none by default.</summary>
        public Activation Activation { get; set; }
    }
}

namespace Cnn.Dsl
{
    /// <summary>A convolution.</summary>
    public sealed record ConvolutionSpec(
        string Name,
        EquatableArray<int> Inputs,
        TensorShape Input,
        TensorShape Output,
        SpatialWindow Window,
        bool HasBias,
        Activation Activation) : LayerSpec(Name, Inputs, Input, Output)
    {
        /// <inheritdoc/>
        public override string Description =>
            Invariant.Format($"conv {Output.Channels} {Window.Describe(strideIsWindow: false)}")
            + (HasBias ? "" : " nobias")
            + (Activation == Activation.None ? "" : " " + Activation.ToString().ToLowerInvariant());

        /// <inheritdoc/>
        public override EquatableArray<ParameterSpec> Parameters
        {
            get
            {
                var kernel = new ParameterSpec(ParameterRole.Kernel, Output.Channels, Input.Channels, Window.Rows, Window.Columns);
                return HasBias ? new(kernel, new(ParameterRole.Bias, Output.Channels, 1, 1, 1)) : new(kernel);
            }
        }

        /// <inheritdoc/>
        public override long MultiplyAdds => Output.ElementCount * Input.Channels * Window.Rows * Window.Columns;

        /// <inheritdoc/>
        public override SpatialWindow FieldWindow => Window;
    }

    internal sealed class ConvolutionDefinition : LayerDefinition
    {
        public override string Keyword => "conv";

        public override string AttributeName => "ConvLayer";

        public override bool HasParameters => true;

        public override LayerSyntax Syntax { get; } = new(
            [
                new("maps", ArgumentForm.Integer, "the number of maps"),
                new("kernel", ArgumentForm.Extent, "the kernel's rows and columns, for example 5x5"),
            ],
            [
                new("stride", "stride", ArgumentForm.IntegerOrExtent),
                .. LayerSyntax.PaddingOptions,
                .. LayerSyntax.BiasOptions,
                .. LayerSyntax.ActivationOptions,
            ]);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            int maps = reader.Required("maps", "the number of maps");
            var kernel = reader.Pair("kernel");
            if (kernel is null) reader.Report("kernel", IssueCatalog.MissingArgument, reader.Keyword, "a kernel: Kernel = 3, or 3x3 in text");
            var stride = reader.Pair("stride") ?? (1, 1);
            if (reader.Failed) return null;

            string kernelArgument = reader.Has("kernel") ? "kernel" : "kernelHeight";
            if (SpatialWindow.Read(reader, kernelArgument, kernel!.Value, stride) is not { } window) return null;
            // A 1×1 kernel with a stride is how a shortcut subsamples: it leaves pixels out on purpose.
            if (kernel != (1, 1)) window.CheckEveryPixelIsRead(reader);
            return new ConvolutionSpec(
                reader.Name, reader.Inputs, reader.Input, window.Output(reader.Input, maps), window, reader.Boolean("bias", !reader.BiasIsReplaced), reader.Activation());
        }
    }
}
