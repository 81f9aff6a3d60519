using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Cnn;

/// <summary>Writes weights: F32, PyTorch's layout, in the order of the layers. The same weights give the same bytes.</summary>
internal static class SafetensorsWriter
{
    /// <summary>The data begins at a multiple of this, so that a reader may map it.</summary>
    private const int Alignment = 8;

    /// <summary>What every file says: its tensors are laid out as PyTorch's.</summary>
    public static KeyValuePair<string, string> Layout { get; } = new("format", "pt");

    /// <summary>Writes the file, which takes the place of an old one only when it is complete.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is, for example <c>a weight file</c>.</param>
    /// <param name="tensors">What it holds.</param>
    /// <param name="metadata">What it says of them, besides that they are laid out as PyTorch's.</param>
    /// <exception cref="WeightFileException">A value is not finite.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path, string kind, IReadOnlyList<StoredTensor> tensors, IReadOnlyList<KeyValuePair<string, string>> metadata) =>
        FileReplacement.Write(path, kind, stream => Write(stream, path, tensors, metadata));

    /// <summary>Writes the same to a stream, from where it stands.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="shown">What messages call it.</param>
    /// <param name="tensors">What it holds.</param>
    /// <param name="metadata">What it says of them.</param>
    /// <exception cref="WeightFileException">A value is not finite.</exception>
    public static void Write(
        Stream stream, string shown, IReadOnlyList<StoredTensor> tensors, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        WriteHeader(stream, tensors, metadata);
        ForEach(shown, tensors, stream.Write);
    }

    /// <summary>Hands on the bytes that would be written, tensor by tensor.</summary>
    /// <param name="shown">What messages call the file.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="take">Takes the bytes of each.</param>
    /// <exception cref="WeightFileException">A value is not finite.</exception>
    public static void ForEach(string shown, IReadOnlyList<StoredTensor> tensors, Action<ReadOnlySpan<byte>> take)
    {
        float[] buffer = new float[tensors.Select(tensor => tensor.Info.ElementCount).DefaultIfEmpty().Max()];
        foreach (StoredTensor tensor in tensors)
        {
            Span<float> values = buffer.AsSpan(0, tensor.Info.ElementCount);
            tensor.Read(values);
            ValueCheck.AreFinite(shown, tensor, values, "nothing was written; train again with a smaller learning rate");
            if (!BitConverter.IsLittleEndian)
                BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, int>(values), MemoryMarshal.Cast<float, int>(values));
            take(MemoryMarshal.AsBytes(values));
        }
    }

    private static void WriteHeader(
        Stream stream, IReadOnlyList<StoredTensor> tensors, IReadOnlyList<KeyValuePair<string, string>> metadata)
    {
        ArrayBufferWriter<byte> header = new();
        using (Utf8JsonWriter json = new(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString(Layout.Key, Layout.Value);
            foreach ((string name, string value) in metadata)
                json.WriteString(name, value);
            json.WriteEndObject();
            long begin = 0;
            foreach (StoredTensor tensor in tensors)
            {
                long end = begin + ((long)tensor.Info.ElementCount * sizeof(float));
                json.WriteStartObject(tensor.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (int size in tensor.Info.Shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(begin);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                begin = end;
            }
            json.WriteEndObject();
        }
        int padding = (Alignment - (header.WrittenCount % Alignment)) % Alignment;
        header.GetSpan(padding)[..padding].Fill((byte)' ');
        header.Advance(padding);

        Span<byte> length = stackalloc byte[SafetensorsHeader.LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.WrittenCount);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
    }
}
