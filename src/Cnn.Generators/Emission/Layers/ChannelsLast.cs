using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes copies between tensors of a slot and values in row, column, channel order.</summary>
internal static class ChannelsLast
{
    /// <summary>From a tensor.</summary>
    public static void Read(StepWriter writer, TensorRef from, string to)
    {
        var g = writer.Geometry(from);
        if (g.Shape.IsVector && g.Halo.IsNone) writer.Code($"_VectorMath.Copy(in {writer.At(from)}, ref {to}, {g.Shape.Channels});");
        else FromMap(writer, from, to);
    }

    /// <summary>From a tensor, as from a map.</summary>
    public static void FromMap(StepWriter writer, TensorRef from, string to)
    {
        var g = writer.Geometry(from);
        writer.Code($"_Tensors.FromBlocked(in {writer.AtOrigin(from)}, ref {to}, {writer.Size(from)}, {g.RowStride}, {g.BlockStride});");
    }

    /// <summary>To a tensor.</summary>
    public static void ToMap(StepWriter writer, string from, TensorRef to)
    {
        var g = writer.Geometry(to);
        writer.Code($"_Tensors.ToBlocked(in {from}, ref {writer.AtOrigin(to)}, {writer.Size(to)}, {g.RowStride}, {g.BlockStride});");
    }

    /// <summary>
    /// Zeros in the lanes past a vector's last channel. They hold no value; a gradient's are zero, so that the weights that go with them
    /// stay zero.
    /// </summary>
    public static void ClearLanes(StepWriter writer, TensorRef vector)
    {
        var g = writer.Geometry(vector);
        int channels = g.Shape.Channels, lanes = g.Blocks * TensorGeometry.Lanes - channels;
        if (lanes > 0) writer.Code($"_VectorMath.Clear(ref _Mem.Add(ref {writer.At(vector)}, {channels}), {lanes});");
    }
}
