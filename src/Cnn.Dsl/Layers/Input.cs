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
    }
}

namespace Cnn.Dsl
{
    /// <summary>The network's input.</summary>
    public sealed record InputSpec(string Name, TensorShape Shape) : LayerSpec(Name, EquatableArray<int>.Empty, Shape, Shape)
    {
        /// <inheritdoc/>
        public override string Description => Invariant.Format($"input {Shape}");
    }

    internal sealed class InputDefinition : LayerDefinition
    {
        public override string Keyword => "input";

        public override string AttributeName => "Input";

        public override LayerSyntax Syntax { get; } = new([new("shape", ArgumentForm.Shape, "the input's height, width and channels, for example 28x28x1")], []);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            string[] sides = ["height", "width", "channels"];
            int[] shape = reader.Find("shape") is { Value: IntegersValue { Values.Count: 3 } written }
                ? sides.Select((side, i) => Positive(reader, "shape", side, written.Values[i])).ToArray()
                : sides.Select(side => reader.Required(side, "a " + side)).ToArray();
            return reader.Failed ? null : new InputSpec(reader.Name, new(shape[0], shape[1], shape[2]));
        }

        private static int Positive(LayerReader reader, string argument, string side, long value)
        {
            if (value is >= 1 and <= int.MaxValue) return (int)value;
            reader.Report(argument, IssueCatalog.OutOfRange, side, value, "at least 1");
            return 1;
        }
    }
}
