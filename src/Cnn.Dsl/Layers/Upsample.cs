using System.Numerics;

namespace Cnn
{
    /// <summary>Repeats each pixel, so many rows and columns of it: upsampling to the nearest neighbour.</summary>
    public sealed class UpsampleAttribute : LayerAttribute
    {
        /// <summary>One factor for both directions; or none, with <see cref="FactorHeight"/> and <see cref="FactorWidth"/>.</summary>
        public UpsampleAttribute()
        {
        }

        /// <summary>One factor for both directions.</summary>
        /// <param name="factor">How many rows and columns each pixel becomes.</param>
        public UpsampleAttribute(int factor) => Factor = factor;

        /// <summary>How many rows and columns each pixel becomes.</summary>
        public int Factor { get; }

        /// <summary>How many rows each pixel becomes.</summary>
        public int FactorHeight { get; set; }

        /// <summary>How many columns each pixel becomes.</summary>
        public int FactorWidth { get; set; }
    }
}

namespace Cnn.Dsl
{
    /// <summary>Upsampling to the nearest neighbour: output pixel (i, j) is input pixel (⌊i / rows⌋, ⌊j / columns⌋).</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Inputs">The positions of the layers that it reads.</param>
    /// <param name="Input">The map.</param>
    /// <param name="Rows">How many rows each pixel becomes.</param>
    /// <param name="Columns">How many columns each pixel becomes.</param>
    public sealed record UpsampleSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, int Rows, int Columns)
        : LayerSpec(Name, Inputs, Input, new(Input.Height * Rows, Input.Width * Columns, Input.Channels))
    {
        /// <inheritdoc/>
        public override string Description =>
            Rows == Columns ? Invariant.Format($"upsample {Rows}") : Invariant.Format($"upsample {Rows}x{Columns}");

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Inputs;

        /// <inheritdoc/>
        public override (int Rows, int Columns) Repetition => (Rows, Columns);
    }

    internal sealed class UpsampleDefinition : LayerDefinition
    {
        public override string Keyword => "upsample";

        public override string AttributeName => "Upsample";

        public override string NamesElsewhere => "upsampling upsampling2d upsamplenearest2d upsamplingnearest2d nearestupsample";

        public override string Example => "upsample 2";

        public override LayerSyntax Syntax { get; } = new(
            [new("factor", ArgumentForm.IntegerOrExtent, "how many rows and columns each pixel becomes, for example 2 or 2x1")], []);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            var factor = reader.Pair("factor");
            if (factor is null && !reader.Failed)
                reader.Report("factor", IssueCatalog.MissingArgument, reader.Keyword, "how many rows and columns each pixel becomes");
            if (reader.Failed || factor is not var (rows, columns)) return null;
            long height = (long)reader.Input.Height * rows, width = (long)reader.Input.Width * columns;
            var elements = new BigInteger(height) * width * reader.Input.Channels;
            if (elements > int.MaxValue)
            {
                string what = Invariant.Format($"The output of '{reader.Name}', {height}x{width}x{reader.Input.Channels},");
                reader.Report("factor", IssueCatalog.TooManyElements, what, Invariant.Count(elements));
                return null;
            }
            return new UpsampleSpec(reader.Name, reader.Inputs, reader.Input, rows, columns);
        }
    }
}
