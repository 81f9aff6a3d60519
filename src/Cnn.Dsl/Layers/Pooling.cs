namespace Cnn
{
    /// <summary>What max and average pooling have in common. A window over rows and columns, or over channels, never both.</summary>
    public abstract class PoolAttribute : LayerAttribute
    {
        /// <summary>Rows of the window.</summary>
        public int WindowHeight { get; set; }

        /// <summary>Columns of the window.</summary>
        public int WindowWidth { get; set; }

        /// <summary>How far the window moves in both directions; its own size by default.</summary>
        public int Stride { get; set; }

        /// <summary>How far the window moves down.</summary>
        public int StrideHeight { get; set; }

        /// <summary>How far the window moves to the right.</summary>
        public int StrideWidth { get; set; }

        /// <summary>Channels of a window over depth; the channels must be divisible by it.</summary>
        public int Depth { get; set; }

        /// <summary>The window as TensorFlow spells it: instances, height, width, channels.</summary>
        public int[]? Ksize { get; set; }

        /// <summary>The stride as TensorFlow spells it; <see cref="Ksize"/> by default.</summary>
        public int[]? Strides { get; set; }

        /// <summary>Valid (none) by default.</summary>
        public Padding Padding { get; set; }

        /// <summary>Explicit padding: one number (all sides), two (rows, columns) or four (top, bottom, left, right).</summary>
        public int[]? Pad { get; set; }

        /// <summary>
        /// Whether the output's size is rounded up, as in Caffe: the last window may reach past the padded input, where it is cut off.
        /// </summary>
        public bool Ceil { get; set; }
    }
}

namespace Cnn.Dsl
{
    /// <summary>How a pooling window makes one number of many.</summary>
    public enum PoolKind
    {
        /// <summary>The largest; padding is minus infinity.</summary>
        Max,

        /// <summary>The mean of the pixels; padding does not count.</summary>
        Average,

        /// <summary>The mean of the pixels and of the zeros around them; what a window has beyond the padding does not count.</summary>
        PaddedAverage,

        /// <summary>The sum of the pixels; padding adds nothing.</summary>
        Sum,
    }

    /// <summary>Pooling over rows and columns; a global one has a window as large as the map.</summary>
    public sealed record PoolSpec(
        string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Output, PoolKind Kind, SpatialWindow Window)
        : LayerSpec(Name, Inputs, Input, Output)
    {
        /// <inheritdoc/>
        public override string Description =>
            (Kind == PoolKind.Max ? "maxpool " : "avgpool ") + Window.Describe(strideIsWindow: true)
                + (Kind == PoolKind.PaddedAverage ? " count_pad" : "");

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Inputs;

        /// <inheritdoc/>
        public override SpatialWindow FieldWindow => Window;
    }

    /// <summary>Pooling over channels: each output channel is made of <paramref name="Window"/> neighbouring ones.</summary>
    public sealed record DepthPoolSpec(
        string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Output, PoolKind Kind, int Window)
        : LayerSpec(Name, Inputs, Input, Output)
    {
        /// <inheritdoc/>
        public override string Description => Invariant.Format($"{(Kind == PoolKind.Max ? "maxpool" : "avgpool")} depth {Window}");

        /// <inheritdoc/>
        public override ChannelOrigin Origin => Window == 1 ? ChannelOrigin.Inputs : ChannelOrigin.Own;

        /// <inheritdoc/>
        public override string? UseOfNumbers => Window == 1 || Window == Input.Channels ? null : "pools neighbouring elements of";
    }

    /// <summary>The rules that max and average pooling share: TensorFlow's, with what Caffe adds.</summary>
    internal abstract class PoolDefinition(PoolKind kind, params OptionSyntax[] ownOptions) : LayerDefinition
    {
        private static readonly EquatableArray<IssueProperty> s_strideIsWindow = new(
            new IssueProperty(IssueProperty.StrideIsWindow, "true"));

        public override string NamePrefix => "pool";

        public override LayerSyntax Syntax { get; } = new(
            [new("window", ArgumentForm.Extent, "the window's rows and columns, for example 2x2", IsOptional: true)],
            [
                new("depth", "depth", ArgumentForm.Integer),
                new("ksize", "ksize", ArgumentForm.Integers),
                new("strides", "strides", ArgumentForm.Integers),
                new("stride", "stride", ArgumentForm.IntegerOrExtent),
                .. LayerSyntax.PaddingOptions,
                new("ceil", "ceil", ArgumentForm.Word, new BooleanValue(true)),
                .. ownOptions,
            ]);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            if (reader.Has("ksize")) return ResolveKsize(reader);
            if (reader.Has("strides")) reader.Report(
                "strides", IssueCatalog.MissingArgument, reader.Keyword,
                $"{reader.NameOf("ksize")}, when {reader.NameOf("strides")} is given");
            if (reader.Has("depth")) return ResolveDepth(reader);
            var window = reader.Pair("window");
            if (window is null && !reader.Failed)
                reader.Report(
                    "window", IssueCatalog.MissingArgument, reader.Keyword, reader.IsText
                        ? "a window: 2x2, 'depth 4', or ksize with four numbers"
                        : $"a window: {reader.Keyword}(2), Depth = 4, or Ksize with four numbers");
            var stride = reader.Pair("stride") ?? window;
            return reader.Failed
                ? null : ResolveSpatial(reader, reader.Has("window") ? "window" : "windowHeight", window!.Value, stride!.Value);
        }

        private LayerSpec? ResolveKsize(LayerReader reader)
        {
            string[] shortForms = ["window", "windowHeight", "windowWidth", "stride", "strideHeight", "strideWidth", "depth"];
            reader.Exclude("ksize", shortForms);
            var ksize = FourNumbers.Read(reader, "ksize", IssueCatalog.KsizeCount, IssueCatalog.KsizeBelowOne, IssueCatalog.KsizeOverBatch);
            var strides = reader.Has("strides")
                ? FourNumbers.Read(
                    reader, "strides", IssueCatalog.StridesCount, IssueCatalog.StridesBelowOne, IssueCatalog.StridesOverBatch)
                : ksize;
            if (ksize is null || strides is null || reader.Failed) return null;

            bool overSpace = ksize[1] != 1 || ksize[2] != 1, overDepth = ksize[3] != 1;
            if (overSpace && overDepth)
            {
                reader.Report(
                    "ksize", FourNumbers.OneKind(ksize, reader.Has("strides") ? strides : null, reader.Input.Channels),
                    IssueCatalog.KsizeSpaceAndDepth, "[" + string.Join(", ", ksize) + "]", ksize[1], ksize[2], ksize[3]);
                return null;
            }
            if (!overDepth)
            {
                if (strides[3] != 1) reader.Report(
                    "strides", FourNumbers.Strides(1, strides[1], strides[2], 1), IssueCatalog.StridesOverDepth, strides[3]);
                return reader.Failed ? null : ResolveSpatial(reader, "ksize", (ksize[1], ksize[2]), (strides[1], strides[2]));
            }
            var likeKsize = FourNumbers.Strides(1, 1, 1, ksize[3]);
            foreach (int side in new[] { 1, 2 }.Where(side => strides[side] != 1))
                reader.Report("strides", likeKsize, IssueCatalog.StridesOverSpace, side, strides[side]);
            if (strides[3] != ksize[3]) reader.Report("strides", likeKsize, IssueCatalog.DepthStride, ksize[3], strides[3]);
            return OverDepth(reader, "ksize", ksize[3]);
        }

        private LayerSpec? ResolveDepth(LayerReader reader)
        {
            reader.Exclude("depth", "window", "windowHeight", "windowWidth", "strideHeight", "strideWidth");
            int window = reader.Integer("depth", 1);
            if (reader.Has("stride") && reader.Pair("stride") is var (rows, columns))
            {
                if (rows != columns) reader.Report(
                    "stride", IssueCatalog.ConflictingArguments, reader.Shown("stride"), reader.Shown("depth"));
                else if (rows != window) reader.Report("stride", s_strideIsWindow, IssueCatalog.DepthStride, window, rows);
            }
            return OverDepth(reader, "depth", window);
        }

        private LayerSpec? OverDepth(LayerReader reader, string argument, int window)
        {
            int channels = reader.Input.Channels;
            reader.Exclude("padding", "pad");
            foreach (string option in new[] { "ceil", "countPad", "trainable" }.Where(option => reader.Boolean(option, false)))
                reader.Report(option, IssueCatalog.DepthOption, reader.Shown(option));
            if (channels % window != 0) reader.Report(
                argument, IssueCatalog.DepthNotDivisible, channels, window, channels / window, channels % window);
            if (reader.Find("pad")?.Value is { } pad && (pad is not IntegersValue list || list.Values.Any(value => value != 0)))
                reader.Report("pad", IssueCatalog.DepthPadding, pad is IntegersValue numbers ? numbers.Values.ToString() : "");
            return reader.Failed
                ? null
                : new DepthPoolSpec(
                    reader.Name, reader.Inputs, reader.Input, reader.Input with { Channels = channels / window }, kind, window);
        }

        private LayerSpec? ResolveSpatial(LayerReader reader, string argument, (int Rows, int Columns) size, (int Rows, int Columns) stride)
        {
            if (WindowReader.Read(reader, argument, size, stride) is not { } window) return null;
            CheckSeesPixels(reader, window);
            if (reader.Failed) return null;
            bool skips = stride.Rows >= size.Rows && stride.Columns >= size.Columns && stride != size;
            // A 1×1 window with a stride is how a shortcut subsamples: it leaves pixels out on purpose.
            if (size != (1, 1)) WindowReader.CheckEveryPixelIsRead(
                reader, window, skips ? s_strideIsWindow : EquatableArray<IssueProperty>.Empty);
            // Where nothing is padded, nothing is to count, and the layer is the same.
            var how = window.IsPadded && reader.Boolean("countPad", false) ? PoolKind.PaddedAverage : kind;
            return new PoolSpec(reader.Name, reader.Inputs, reader.Input, window.Output(reader.Input, reader.Input.Channels), how, window);
        }

        private static void CheckSeesPixels(LayerReader reader, SpatialWindow window)
        {
            (int Pad, string Side, int Window)[] sides =
            [
                (window.PadTop, "top", window.Rows), (window.PadBottom, "bottom", window.Rows),
                (window.PadLeft, "left", window.Columns), (window.PadRight, "right", window.Columns),
            ];
            // All four are one argument, so one message is enough for it.
            int wrong = Array.FindIndex(sides, side => side.Pad >= side.Window);
            if (wrong >= 0) reader.Report("pad", IssueCatalog.WindowInPadding, sides[wrong].Pad, sides[wrong].Side, sides[wrong].Window);
        }
    }
}
