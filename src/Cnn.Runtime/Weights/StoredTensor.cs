using Cnn.Runtime;

namespace Cnn;

/// <summary>A tensor that lies packed in an arena, under the name that a file has it by.</summary>
/// <param name="Name">In the file.</param>
/// <param name="Info">Its shape and how it is packed.</param>
/// <param name="Arena">Where it lies.</param>
/// <param name="Begin">Its first float there.</param>
internal sealed record StoredTensor(string Name, ParameterInfo Info, Arena Arena, int Begin)
{
    /// <summary>A parameter of a network, under its own name.</summary>
    public static StoredTensor Of(ParameterInfo info, Arena arena) => new(info.Name, info, arena, info.Offset);

    /// <summary>Copies the values, row-major over the shape.</summary>
    public void Read(Span<float> values) => Packing.Unpack(Info, Arena.Span.Slice(Begin, Info.PackedLength), values);

    /// <summary>Replaces the values; what fills vectors up is left as it is, zero.</summary>
    public void Write(ReadOnlySpan<float> values) => Packing.Pack(Info, values, Arena.Span.Slice(Begin, Info.PackedLength));
}
