namespace Cnn
{
    /// <summary>
    /// Puts zeros around a map, or whole channels of zeros before and after its own, which the next layer reads like any other values.
    /// </summary>
    /// <param name="pad">
    /// Rows and columns: one number (all sides), two (rows, columns) or four (top, bottom, left, right); none with <see cref="Channels"/>
    /// alone.
    /// </param>
    public sealed class ZeroPadAttribute(params int[] pad) : LayerAttribute
    {
        /// <summary>Rows and columns: one number (all sides), two (rows, columns) or four (top, bottom, left, right).</summary>
        public int[] Pad { get; } = pad;

        /// <summary>Channels of zeros: one number (before and after) or two (before, after).</summary>
        public int[]? Channels { get; set; }
    }
}

namespace Cnn.Dsl
{
    /// <summary>Zeros around a map.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Inputs">The positions of the layers that it reads.</param>
    /// <param name="Input">The map.</param>
    /// <param name="Top">Rows above it.</param>
    /// <param name="Bottom">Rows below it.</param>
    /// <param name="Left">Columns to its left.</param>
    /// <param name="Right">Columns to its right.</param>
    /// <param name="ChannelsBefore">Channels before its own.</param>
    /// <param name="ChannelsAfter">Channels after its own.</param>
    public sealed record ZeroPadSpec(
        string Name, EquatableArray<int> Inputs, TensorShape Input, int Top, int Bottom, int Left, int Right, int ChannelsBefore,
        int ChannelsAfter)
        : LayerSpec(
            Name, Inputs, Input,
            new(Top + Input.Height + Bottom, Left + Input.Width + Right, ChannelsBefore + Input.Channels + ChannelsAfter))
    {
        /// <inheritdoc/>
        public override string Description
        {
            get
            {
                if (ChannelsBefore + ChannelsAfter == 0) return SpatialWindow.DescribePad(Top, Bottom, Left, Right);
                string sides = (Top | Bottom | Left | Right) == 0 ? "pad" : SpatialWindow.DescribePad(Top, Bottom, Left, Right);
                return sides
                    + (ChannelsBefore == ChannelsAfter
                        ? Invariant.Format($" channels {ChannelsBefore}")
                            : Invariant.Format($" channels {ChannelsBefore} {ChannelsAfter}"));
            }
        }

        /// <inheritdoc/>
        public override ChannelOrigin Origin => ChannelsBefore + ChannelsAfter == 0 ? ChannelOrigin.Inputs : ChannelOrigin.Own;

        internal override ElementOrder OwnOrder(IReadOnlyList<(ElementOrder Order, int Channels)> inputs) =>
            ElementOrder.OfJoined([(ElementOrder.Plain, ChannelsBefore), inputs[0], (ElementOrder.Plain, ChannelsAfter)]);
    }

    internal sealed class ZeroPadDefinition : LayerDefinition
    {
        public override string Keyword => "pad";

        public override string AttributeName => "ZeroPad";

        public override LayerSyntax Syntax { get; } = new(
            [new("pad", ArgumentForm.Integers,
                "rows and columns of zeros: one number, two (rows, columns) or four (top, bottom, left, right)", IsOptional: true)],
            [new("channels", "channels", ArgumentForm.Integers)]);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            if (!reader.Has("pad") && !reader.Has("channels"))
                reader.Report(
                    "pad", IssueCatalog.MissingArgument, reader.Keyword,
                    "one number, two (rows, columns) or four (top, bottom, left, right), or "
                        + $"'{reader.NameOf("channels")}' with one or two");
            var (top, bottom, left, right) = WindowReader.ReadPad(reader);
            var (before, after) = ReadChannels(reader);
            if (reader.Failed) return null;
            WindowReader.CheckPaddedSize(
                reader, (long)reader.Input.Height + top + bottom, (long)reader.Input.Width + left + right, (long)reader.Input.Channels
                    + before + after);
            return reader.Failed
                ? null : new ZeroPadSpec(reader.Name, reader.Inputs, reader.Input, top, bottom, left, right, before, after);
        }

        private static (int Before, int After) ReadChannels(LayerReader reader)
        {
            if (reader.Find("channels")?.Value is not IntegersValue { Values: var values }) return (0, 0);
            if (values.Count is not (1 or 2))
                reader.Report(
                    "channels", IssueCatalog.OutOfRange, "The count of " + reader.NameOf("channels"), values.Count,
                    "1 (before and after) or 2 (before, after)");
            else if (values.FirstOrDefault(value => value is < 0 or > WindowReader.LargestPad) is not 0 and var wrong)
                reader.Report(
                    "channels", IssueCatalog.OutOfRange, reader.NameOf("channels"), wrong,
                    Invariant.Format($"from 0 to {WindowReader.LargestPad:N0}"));
            return reader.Failed ? (0, 0) : ((int)values[0], (int)values[values.Count - 1]);
        }
    }
}
