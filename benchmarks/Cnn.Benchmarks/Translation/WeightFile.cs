using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace Cnn.Benchmarks.Translation;

/// <summary>A safetensors file of 32-bit floats, read tensor by tensor, so that a peer never holds all of it twice.</summary>
internal sealed class WeightFile : IDisposable
{
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, (long[] Shape, long Offset)> _tensors = [];

    /// <summary>Reads the header.</summary>
    public WeightFile(string path)
    {
        _file = File.OpenHandle(path);
        byte[] length = new byte[sizeof(ulong)];
        RandomAccess.Read(_file, length, 0);
        byte[] header = new byte[BinaryPrimitives.ReadInt64LittleEndian(length)];
        RandomAccess.Read(_file, header, length.Length);
        using var document = JsonDocument.Parse(header);
        foreach (JsonProperty tensor in document.RootElement.EnumerateObject())
        {
            if (!tensor.Value.TryGetProperty("data_offsets", out JsonElement offsets)) continue;
            long[] shape = [.. tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
            _tensors.Add(tensor.Name, (shape, length.Length + header.Length + offsets[0].GetInt64()));
        }
    }

    /// <summary>A tensor's shape.</summary>
    public long[] Shape(string name) => _tensors[name].Shape;

    /// <summary>A tensor's elements, row-major.</summary>
    public float[] Read(string name)
    {
        (long[] shape, long offset) = _tensors[name];
        float[] values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        Span<byte> rest = MemoryMarshal.AsBytes(values.AsSpan());
        while (rest.Length > 0)
        {
            int read = RandomAccess.Read(_file, rest, offset);
            if (read == 0) throw new EndOfStreamException($"The file ends within {name}.");
            rest = rest[read..];
            offset += read;
        }

        return values;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
