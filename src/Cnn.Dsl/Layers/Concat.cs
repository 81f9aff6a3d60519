namespace Cnn
{
    /// <summary>
    /// Several layers' outputs of one height and width as one map, their channels one after the other in the order of the names.
    /// </summary>
    public sealed class ConcatAttribute(params string[] inputs) : LayerAttribute
    {
        /// <summary>The names of the layers, two or more.</summary>
        public string[] Inputs { get; } = inputs;
    }
}

namespace Cnn.Dsl
{
    /// <summary>
    /// Several maps of one height and width, joined to one, their channels one after the other in the order of the inputs.
    /// </summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Inputs">The positions of the layers that it reads.</param>
    /// <param name="Input">The shape of its first input.</param>
    /// <param name="Output">The height and width of the inputs, and the sum of their channels.</param>
    public sealed record ConcatSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Output)
        : LayerSpec(Name, Inputs, Input, Output)
    {
        /// <inheritdoc/>
        public override string Description => Invariant.Format($"concat of {Inputs.Count}");

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelOrigin.Own;

        internal override ElementOrder OwnOrder(IReadOnlyList<(ElementOrder Order, int Channels)> inputs) => ElementOrder.OfJoined(inputs);
    }

    internal sealed class ConcatDefinition : LayerDefinition
    {
        public override string Keyword => "concat";

        public override string AttributeName => "Concat";

        public override LayerSyntax Syntax { get; } = new([], []) { JoinsInputs = true };

        public override LayerSpec? Resolve(LayerReader reader)
        {
            if (!reader.HasSeveralInputs()) return null;
            var first = reader.Input;
            for (int i = 1; i < reader.Inputs.Count && !reader.HasTooManyErrors; i++)
            {
                var other = reader.InputShapes[i];
                string[] differences = [Difference(first.Height, other.Height, "row"), Difference(first.Width, other.Width, "column")];
                string difference = string.Join(" and ", differences.Where(part => part.Length > 0));
                if (difference.Length == 0) continue;
                var issue = Issue.At(
                    reader.RangeOfInput(i), IssueCatalog.ConcatOfShapes, reader.InputNames[0], first, reader.InputNames[i], other,
                    difference);
                reader.Report(issue with { Advice = Advice(reader, i) });
            }
            if (reader.Failed) return null;

            long channels = reader.InputShapes.Sum(shape => (long)shape.Channels);
            if (channels <= int.MaxValue) return new ConcatSpec(reader.Name, reader.Inputs, first, first with { Channels = (int)channels });
            reader.Report(
                "", IssueCatalog.TooManyElements,
                Invariant.Format($"The output of '{reader.Name}', {first.Height}x{first.Width}x{channels},"),
                Invariant.Count(new System.Numerics.BigInteger(first.Height) * first.Width * channels));
            return null;
        }

        // Windows without padding make maps smaller, which is the usual cause.
        private static string? Advice(LayerReader reader, int other)
        {
            if (PaddedBranch.Of(reader, 0, other) is { } padded && padded.First with { Channels = padded.Other.Channels } == padded.Other)
                return padded.Advice + ": without padding, windows make maps smaller.";
            var (first, second) = (reader.Input, reader.InputShapes[other]);
            bool isSmaller = Math.Max(first.Height, second.Height) >= 2L * Math.Min(first.Height, second.Height);
            return isSmaller
                ? "Join them before one is made smaller, or make the other smaller as well: no layer makes maps larger again." : null;
        }

        private static string Difference(int first, int other, string unit)
        {
            long difference = Math.Abs((long)first - other);
            return difference == 0 ? "" : Invariant.Format($"{difference} {unit}{(difference == 1 ? "" : "s")}");
        }
    }
}
