using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes copies of pixels and channels of one map to another.</summary>
internal static class ChannelCopy
{
    /// <summary>All pixels of some channels.</summary>
    public static void Write(StepWriter writer, TensorRef from, int fromChannel, TensorRef to, int toChannel, int channels) => Write(
        writer, writer.AtOrigin(from), fromChannel, writer.Geometry(from), writer.AtOrigin(to), toChannel, writer.Geometry(to),
        writer.Geometry(to).Shape with { Channels = channels });

    /// <summary>Some pixels of some channels, of two maps that are referred to by their first pixels.</summary>
    public static void Write(
        StepWriter writer, string from, int fromChannel, TensorGeometry f, string to, int toChannel, TensorGeometry t, TensorShape shape)
    {
        string source = Invariant.Format($"in {from}, {fromChannel}, {f.RowStride}, {f.BlockStride}"),
        target = Invariant.Format($"ref {to}, {toChannel}, {t.RowStride}, {t.BlockStride}");
        writer.Code($"_Tensors.CopyChannels({source}, {target}, {shape.Height}, {shape.Width}, {shape.Channels});");
    }
}
