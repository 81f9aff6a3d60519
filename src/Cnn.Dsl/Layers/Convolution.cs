namespace Cnn
{
    /// <summary>What convolutions have in common: the kernel, how it moves, and what happens to its sums.</summary>
    public abstract class ConvolutionAttribute : LayerAttribute
    {
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

        /// <summary>From one element of the kernel to the next, in pixels of the input, in both directions; 1 by default.</summary>
        public int Dilation { get; set; } = 1;

        /// <summary>From one row of the kernel to the next.</summary>
        public int DilationHeight { get; set; }

        /// <summary>From one column of the kernel to the next.</summary>
        public int DilationWidth { get; set; }

        /// <summary>Valid (none) by default.</summary>
        public Padding Padding { get; set; }

        /// <summary>Explicit padding: one number (all sides), two (rows, columns) or four (top, bottom, left, right).</summary>
        public int[]? Pad { get; set; }

        /// <summary>Whether there is a bias; by default there is, unless a batch norm follows directly.</summary>
        public bool Bias { get; set; } = true;

        /// <summary>The function applied to each output; none by default.</summary>
        public Activation Activation { get; set; }

        /// <summary>How the first weights are drawn; by default as the network says, or else by the activation that follows.</summary>
        public Init Init { get; set; }

        /// <summary>Each first weight, where <see cref="Init"/> is <see cref="Cnn.Init.Constant"/>.</summary>
        public double InitValue { get; set; }
    }

    /// <summary>A convolution: each output map is the input's cross-correlation with a kernel of its own, plus a bias.</summary>
    public sealed class ConvLayerAttribute(int maps) : ConvolutionAttribute
    {
        /// <summary>Output feature maps.</summary>
        public int Maps { get; } = maps;

        /// <summary>Groups that maps and channels are cut into, each reading its own (Krizhevsky et al., 2012); 1 by default.</summary>
        public int Groups { get; set; } = 1;

        /// <summary>
        /// The input channels that each map reads, where not all: numbers from 0, with blanks between, and a comma between maps, as in
        /// <c>"0 1 2, 1 2 3"</c> (LeCun et al., 1998, table I).
        /// </summary>
        public string? Connect { get; set; }
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
        /// <summary>Groups that maps and channels are cut into.</summary>
        public int Groups { get; init; } = 1;

        /// <summary>The channels that each map reads; empty where it reads all of its group.</summary>
        public EquatableArray<EquatableArray<int>> Connections { get; init; }

        /// <summary>How the first weights are drawn.</summary>
        public WeightInit Init { get; init; }

        /// <summary>The kernel.</summary>
        public ParameterSpec Kernel =>
            new(ParameterRole.Kernel, Output.Channels, Input.Channels / Groups, Window.Rows, Window.Columns)
            {
                Groups = Groups,
                Table = Connections,
                MapOrder = OutputOrder,
                ChannelOrder = Groups == 1 ? InputOrder : ElementOrder.Plain,
                Init = Init,
            };

        /// <inheritdoc/>
        public override string Description =>
            Kind + " " + Window.Describe(strideIsWindow: false)
            + (Groups == 1 ? "" : IsDepthwise ? Multiplier : Invariant.Format($" groups {Groups}"))
            + (Connections.Count == 0 ? "" : $" connect \"{ConnectionTable.Describe(Connections)}\"")
            + (HasBias ? "" : " nobias")
            + (Activation == Activation.None ? "" : " " + Activation.ToString().ToLowerInvariant())
            + Init.Description;

        /// <inheritdoc/>
        public override EquatableArray<ParameterSpec> Parameters =>
            HasBias ? new(Kernel, ParameterSpec.Vector(ParameterRole.Bias, Output.Channels, OutputOrder)) : new(Kernel);

        /// <inheritdoc/>
        public override Activation OutputActivation => Activation;

        /// <inheritdoc/>
        public override ChannelOrigin Origin =>
            KeepsChannels ? ChannelOrigin.Inputs : Groups == 1 && Connections.Count == 0 ? ChannelOrigin.Learned : ChannelOrigin.Own;

        /// <inheritdoc/>
        public override string? UseOfNumbers =>
            Connections.Count > 0 ? "names channels that are elements of"
            : Groups == 1 || KeepsChannels ? null
            : "cuts into groups the elements of";

        /// <inheritdoc/>
        public override long MultiplyAdds => (long)Output.Height * Output.Width * Kernel.ElementCount;

        /// <inheritdoc/>
        public override SpatialWindow FieldWindow => Window;

        private bool KeepsChannels => IsDepthwise && Output.Channels == Groups;

        private bool IsDepthwise => Groups > 1 && Groups == Input.Channels;

        private string Kind => IsDepthwise ? "depthwise" : Invariant.Format($"conv {Output.Channels}");

        private string Multiplier => Output.Channels == Groups ? "" : Invariant.Format($" multiplier {Output.Channels / Groups}");
    }

    /// <summary>The rules that convolutions share.</summary>
    internal abstract class ConvolutionDefinition : LayerDefinition
    {
        public override bool HasParameters => true;

        protected static PositionalSyntax KernelSyntax { get; } = new(
            "kernel", ArgumentForm.Extent, "the kernel's rows and columns, for example 5x5");

        protected static IReadOnlyList<OptionSyntax> SharedOptions { get; } =
        [
            new("stride", "stride", ArgumentForm.IntegerOrExtent),
            new("dilation", "dilation", ArgumentForm.IntegerOrExtent),
            .. LayerSyntax.PaddingOptions,
            .. LayerSyntax.BiasOptions,
            .. LayerSyntax.ActivationOptions,
            .. LayerSyntax.InitOptions,
        ];

        protected static (int Rows, int Columns)? Kernel(LayerReader reader)
        {
            var kernel = reader.Pair("kernel");
            if (kernel is null) reader.Report(
                "kernel", IssueCatalog.MissingArgument, reader.Keyword, "a kernel: " + (reader.IsText ? "3x3" : "Kernel = 3"));
            return kernel;
        }

        /// <summary>The spec of so many maps, in one group; null where an error was reported.</summary>
        protected static ConvolutionSpec? Resolve(LayerReader reader, int maps, (int Rows, int Columns)? kernel)
        {
            var stride = reader.Pair("stride") ?? (1, 1);
            if (reader.Failed) return null;

            string kernelArgument = reader.Has("kernel") ? "kernel" : "kernelHeight";
            if (WindowReader.Read(reader, kernelArgument, kernel!.Value, stride) is not { } window) return null;
            // A 1×1 kernel with a stride is how a shortcut subsamples: it leaves pixels out on purpose.
            if (kernel != (1, 1)) WindowReader.CheckEveryPixelIsRead(reader, window);
            var activation = reader.Activation();
            var init = WeightInitReader.Read(reader);
            // A batch norm takes away what was added to every pixel of a map, but not what an activation made of it.
            bool hasBias = reader.Boolean("bias", !reader.BiasIsReplaced || activation != Activation.None);
            return new ConvolutionSpec(
                reader.Name, reader.Inputs, reader.Input, window.Output(reader.Input, maps), window, hasBias, activation) { Init = init };
        }
    }

    internal sealed class ConvLayerDefinition : ConvolutionDefinition
    {
        public override string Keyword => "conv";

        public override string AttributeName => "ConvLayer";

        public override LayerSyntax Syntax { get; } = new(
            [new("maps", ArgumentForm.Integer, "the number of maps"), KernelSyntax],
            [.. SharedOptions, new("groups", "groups", ArgumentForm.Integer), new("connect", "connect", ArgumentForm.Text)]);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            int maps = reader.Required("maps", "the number of maps");
            var kernel = Kernel(reader);
            reader.Exclude("groups", "connect");
            int groups = Groups(reader, maps);
            var connections = ConnectionTable.Read(reader, maps);
            return Resolve(reader, maps, kernel) is { } spec ? spec with { Groups = groups, Connections = connections } : null;
        }

        private static int Groups(LayerReader reader, int maps)
        {
            int groups = reader.Integer("groups", 1), channels = reader.Input.Channels;
            if (reader.Failed) return 1;
            if (channels % groups != 0) reader.Report(
                "groups", IssueCatalog.GroupsOfChannels, channels, groups, channels / groups, channels % groups);
            // It is one number, and the first message says that it must divide both.
            else if (maps % groups != 0) reader.Report("groups", IssueCatalog.GroupsOfMaps, maps, groups, maps / groups, maps % groups);
            return groups;
        }
    }
}
