namespace Cnn
{
    /// <summary>
    /// Local response normalization: y = x / (k + α Σ x²)^β, summed over neighbouring channels (Krizhevsky et al., 2012) or pixels.
    /// Neighbours past the border count as 0.
    /// </summary>
    public sealed class LocalResponseNormAttribute : LayerAttribute
    {
        /// <summary>Channels of the window, the normalized one in the middle: an odd number. 5 by default.</summary>
        public int Size { get; set; } = 5;

        /// <summary>α, 0.0001 by default.</summary>
        public double Alpha { get; set; } = 1e-4;

        /// <summary>β, 0.75 by default.</summary>
        public double Beta { get; set; } = 0.75;

        /// <summary>k, 2 by default.</summary>
        public double K { get; set; } = 2;

        /// <summary>Whether α is divided by the number of values in a window, as Caffe and PyTorch do.</summary>
        public bool Caffe { get; set; }

        /// <summary>Whether the window is <see cref="Size"/> rows and columns of one channel instead of channels of one pixel.</summary>
        public bool Within { get; set; }
    }
}

namespace Cnn.Dsl
{
    /// <summary>Local response normalization.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Inputs">The positions of the layers that it reads.</param>
    /// <param name="Input">The shape of its input and output.</param>
    /// <param name="Size">Channels of a window, or rows and columns.</param>
    /// <param name="Alpha">α as it was declared.</param>
    /// <param name="Beta">β.</param>
    /// <param name="K">k.</param>
    /// <param name="IsAlphaDivided">Whether α is divided by the number of values in a window.</param>
    /// <param name="IsWithinChannels">Whether a window covers pixels of one channel instead of channels of one pixel.</param>
    public sealed record LocalResponseNormSpec(
        string Name, EquatableArray<int> Inputs, TensorShape Input, int Size, double Alpha, double Beta, double K, bool IsAlphaDivided,
        bool IsWithinChannels)
        : LayerSpec(Name, Inputs, Input, Input)
    {
        /// <inheritdoc/>
        public override string Description =>
            Invariant.Format($"lrn size {Size} alpha {Invariant.Number(Alpha)} beta {Invariant.Number(Beta)} k {Invariant.Number(K)}")
            + (IsAlphaDivided ? " caffe" : "") + (IsWithinChannels ? " within" : "");

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Inputs;

        /// <inheritdoc/>
        public override string? UseOfNumbers =>
            IsWithinChannels || Reach == Input.Channels - 1 ? null : "normalizes over neighbouring elements of";

        /// <inheritdoc/>
        public override SpatialWindow FieldWindow =>
            IsWithinChannels ? new(Size, Size, 1, 1, Size / 2, Size / 2, Size / 2, Size / 2) : SpatialWindow.OnePixel;

        /// <summary>What the sum of a window's squares is multiplied by.</summary>
        public double Scale => !IsAlphaDivided ? Alpha : IsWithinChannels ? Alpha / ((double)Size * Size) : Alpha / Size;

        /// <summary>Neighbours on each side, as far as there are any.</summary>
        public int Reach => Math.Min(Size / 2, (IsWithinChannels ? Math.Max(Input.Height, Input.Width) : Input.Channels) - 1);
    }

    internal sealed class LocalResponseNormDefinition : LayerDefinition
    {
        // A base of less is no normal float, and no power of it of any use.
        private const double SmallestK = 1e-30, Largest = 1e9, LargestBeta = 100;

        public override string Keyword => "lrn";

        public override string AttributeName => "LocalResponseNorm";

        public override LayerSyntax Syntax { get; } = new(
            [],
            [
                new("size", "size", ArgumentForm.Integer),
                new("alpha", "alpha", ArgumentForm.Number),
                new("beta", "beta", ArgumentForm.Number),
                new("k", "k", ArgumentForm.Number),
                new("caffe", "caffe", ArgumentForm.Word, new BooleanValue(true)),
                new("within", "within", ArgumentForm.Word, new BooleanValue(true)),
            ]);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            int size = reader.Integer("size", 5);
            if (size % 2 == 0) reader.Report("size", IssueCatalog.EvenNormWindow, size);
            double alpha = Number(reader, "alpha", 1e-4, 0, Largest);
            double beta = Number(reader, "beta", 0.75, 0, LargestBeta);
            double k = Number(reader, "k", 2, SmallestK, Largest);
            return reader.Failed
                ? null
                : new LocalResponseNormSpec(
                    reader.Name, reader.Inputs, reader.Input, size, alpha, beta, k, reader.Boolean("caffe", false),
                    reader.Boolean("within", false));
        }

        private static double Number(LayerReader reader, string argument, double absent, double least, double most)
        {
            double value = reader.Number(argument, absent);
            bool isInRange = value >= least && value <= most;
            if (!isInRange || SmallNumbers.Vanishes(value))
                reader.Report(
                    argument, IssueCatalog.OutOfRange, reader.NameOf(argument), Invariant.Number(value),
                    isInRange ? SmallNumbers.Range : $"from {Invariant.Number(least)} to {Invariant.Number(most)}");
            return value;
        }
    }
}
