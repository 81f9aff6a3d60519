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

    /// <summary>Writes the file, which takes the place of an old one only when it is complete.</summary>
    /// <exception cref="WeightFileException">A value is not finite.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IReadOnlyList<ParameterView> parameters) => FileReplacement.Write(path, "a weight file", stream =>
    {
        WriteHeader(stream, parameters);
        foreach (ParameterView parameter in parameters)
            WriteValues(stream, path, parameter);
    });

    private static void WriteHeader(FileStream stream, IReadOnlyList<ParameterView> parameters)
    {
        ArrayBufferWriter<byte> header = new();
        using (Utf8JsonWriter json = new(header))
        {
            json.WriteStartObject();
            json.WriteStartObject("__metadata__");
            json.WriteString("format", "pt");
            json.WriteEndObject();
            long begin = 0;
            foreach (ParameterView parameter in parameters)
            {
                long end = begin + ((long)parameter.ElementCount * sizeof(float));
                json.WriteStartObject(parameter.Name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (int size in parameter.Shape)
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

    private static void WriteValues(FileStream stream, string path, ParameterView parameter)
    {
        float[] values = parameter.ToArray();
        ValueCheck.AreFinite(path, parameter, values, "nothing was written; train again with a smaller learning rate");
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(
                MemoryMarshal.Cast<float, int>(values.AsSpan()), MemoryMarshal.Cast<float, int>(values.AsSpan()));
        stream.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }
}
