namespace Cnn
{
    /// <summary>Puts rows and columns of zeros around a map, which the next layer reads like any other pixels.</summary>
    /// <param name="pad">One number (all sides), two (rows, columns) or four (top, bottom, left, right).</param>
    public sealed class ZeroPadAttribute(params int[] pad) : LayerAttribute
    {
        /// <summary>One number (all sides), two (rows, columns) or four (top, bottom, left, right).</summary>
        public int[] Pad { get; } = pad;
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
    public sealed record ZeroPadSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, int Top, int Bottom, int Left, int Right)
        : LayerSpec(Name, Inputs, Input, new(Top + Input.Height + Bottom, Left + Input.Width + Right, Input.Channels))
    {
        /// <inheritdoc/>
        public override string Description => SpatialWindow.DescribePad(Top, Bottom, Left, Right);
    }

    internal sealed class ZeroPadDefinition : LayerDefinition
    {
        public override string Keyword => "pad";

        public override string AttributeName => "ZeroPad";

        public override LayerSyntax Syntax { get; } = new(
            [new("pad", ArgumentForm.Integers, "rows and columns of zeros: one number, two (rows, columns) or four (top, bottom, left, right)")], []);

        public override LayerSpec? Resolve(LayerReader reader)
        {
            if (!reader.Has("pad")) reader.Report("pad", IssueCatalog.MissingArgument, reader.Keyword, "one number, two (rows, columns) or four (top, bottom, left, right)");
            var (top, bottom, left, right) = SpatialWindow.ReadPad(reader);
            if (reader.Failed) return null;
            SpatialWindow.CheckPaddedSize(reader, (long)reader.Input.Height + top + bottom, (long)reader.Input.Width + left + right);
            return reader.Failed ? null : new ZeroPadSpec(reader.Name, reader.Inputs, reader.Input, top, bottom, left, right);
        }
    }
}
