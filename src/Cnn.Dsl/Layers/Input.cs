namespace Cnn
{
    /// <summary>What the network reads: height × width × channels.</summary>
    public sealed class InputAttribute(int height, int width, int channels) : LayerAttribute
    {
        /// <summary>Rows of an image.</summary>
        public int Height { get; } = height;

        /// <summary>Columns of an image.</summary>
        public int Width { get; } = width;

        /// <summary>Channels of a pixel.</summary>
        public int Channels { get; } = channels;

        /// <summary>What is subtracted from each pixel: one number for all channels, or one a channel; 0 by default.</summary>
        public double[]? Mean { get; set; }

        /// <summary>
        /// What each pixel, the mean subtracted, is divided by: one number for all channels, or one a channel, above 0; 1 by default.
        /// </summary>
        public double[]? Deviation { get; set; }

        /// <summary>Whether sessions also take pixels as bytes, 0 to 255. Mean and deviation are in the pixels' unit.</summary>
        public bool Bytes { get; set; }
    }
}

namespace Cnn.Dsl
{
    /// <summary>The network's input.</summary>
    public sealed record InputSpec(string Name, TensorShape Shape) : LayerSpec(Name, EquatableArray<int>.Empty, Shape, Shape)
    {
        /// <summary>What is made of a pixel before any layer sees it.</summary>
        public InputNormalization Normalization { get; init; } = InputNormalization.None;

        /// <summary>Whether sessions also take pixels as bytes.</summary>
        public bool TakesBytes { get; init; }

        /// <inheritdoc/>
        public override InputNormalization PixelNormalization => Normalization;

        /// <inheritdoc/>
        public override bool AcceptsBytes => TakesBytes;

        /// <inheritdoc/>
        public override string Description => Invariant.Format($"input {Shape}{Normalization}{(TakesBytes ? " bytes" : "")}");

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Own;
    }

    internal sealed class InputDefinition : LayerDefinition
    {
        public override string Keyword => "input";

        public override string AttributeName => "Input";

        public override LayerSyntax Syntax { get; } = new(
            [new("shape", ArgumentForm.Shape, "the input's height, width and channels, for example 28x28x1")],
            [
                new("mean", "mean", ArgumentForm.Numbers),
                new("deviation", "deviation", ArgumentForm.Numbers),
                new("bytes", "bytes", ArgumentForm.Word, new BooleanValue(true)),
            ]);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            string[] sides = ["height", "width", "channels"];
            int[] shape = reader.Find("shape") is { Value: IntegersValue { Values.Count: 3 } written }
                ? sides.Select((side, i) => Positive(reader, "shape", side, written.Values[i])).ToArray()
                : sides.Select(side => reader.Required(side, "a " + side)).ToArray();
            if (reader.Failed) return null;
            var normalization = InputNormalizationReader.Read(reader, shape[2]);
            return reader.Failed ? null : new InputSpec(reader.Name, new(shape[0], shape[1], shape[2]))
            {
                Normalization = normalization,
                TakesBytes = reader.Boolean("bytes", false),
            };
        }

        private static int Positive(LayerReader reader, string argument, string side, long value)
        {
            if (value is >= 1 and <= int.MaxValue) return (int)value;
            reader.Report(argument, IssueCatalog.OutOfRange, side, value, "at least 1");
            return 1;
        }
    }
}
