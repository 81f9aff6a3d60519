using System.Runtime.InteropServices;
using Google.Protobuf;

namespace Cnn.Conformance.Tests;

/// <summary>Reads what the tests need of ONNX's files; the numbers are the fields of <c>onnx.proto</c> (onnx/onnx, Apache-2.0).</summary>
public static class OnnxReader
{
    /// <summary>The graph of a <c>model.onnx</c>.</summary>
    public static OnnxGraph ReadGraph(string path)
    {
        var nodes = new List<OnnxNode>();
        var inputs = new List<string>();
        Fields(ByteString.CopyFrom(File.ReadAllBytes(path)), (modelField, model) =>
        {
            if (modelField != 7) return;
            Fields(model.ReadBytes(), (field, graph) =>
            {
                if (field == 1) nodes.Add(Node(graph.ReadBytes()));
                else if (field == 11) inputs.Add(NameOf(graph.ReadBytes()));
            });
        });
        return new([.. nodes], [.. inputs]);
    }

    /// <summary>The tensor of an <c>input_0.pb</c>.</summary>
    /// <exception cref="InvalidDataException">Its elements are of a type that no case of ours has, or no raw bytes.</exception>
    public static OnnxTensor ReadTensor(string path)
    {
        var dimensions = new List<int>();
        int type = 0;
        var raw = ByteString.Empty;
        Fields(ByteString.CopyFrom(File.ReadAllBytes(path)), (field, tensor) =>
        {
            if (field == 1) dimensions.Add((int)tensor.ReadInt64());
            else if (field == 2) type = tensor.ReadInt32();
            else if (field == 9) raw = tensor.ReadBytes();
        });
        double[] values = [.. Elements(raw.Span, type, path)];
        int count = dimensions.Aggregate(1, (product, extent) => product * extent);
        if (values.Length != count)
            throw new InvalidDataException($"{path}: {count} elements were expected, and there are {values.Length} in the raw bytes.");
        return new([.. dimensions], type, values);
    }

    private static OnnxNode Node(ByteString bytes)
    {
        var inputs = new List<string>();
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        string type = "";
        Fields(bytes, (field, node) =>
        {
            if (field == 1) inputs.Add(node.ReadString());
            else if (field == 4) type = node.ReadString();
            else if (field == 5) Attribute(node.ReadBytes(), attributes);
        });
        return new(type, [.. inputs], attributes);
    }

    private static void Attribute(ByteString bytes, Dictionary<string, OnnxAttribute> attributes)
    {
        string name = "", text = "";
        float number = 0;
        long integer = 0;
        var integers = new List<int>();
        Fields(bytes, (field, attribute) =>
        {
            switch (field)
            {
                case 1: name = attribute.ReadString(); break;
                case 2: number = attribute.ReadFloat(); break;
                case 3: integer = attribute.ReadInt64(); break;
                case 4: text = attribute.ReadBytes().ToStringUtf8(); break;
                case 8: integers.Add((int)attribute.ReadInt64()); break;
            }
        });
        attributes.Add(name, new(number, integer, text, [.. integers]));
    }

    private static string NameOf(ByteString bytes)
    {
        string name = "";
        Fields(bytes, (field, value) =>
        {
            if (field == 1) name = value.ReadString();
        });
        return name;
    }

    private static IEnumerable<double> Elements(ReadOnlySpan<byte> bytes, int type, string path) => type switch
    {
        OnnxTensor.Float => [.. MemoryMarshal.Cast<byte, float>(bytes).ToArray().Select(value => (double)value)],
        2 or 9 => [.. bytes.ToArray().Select(value => (double)value)],
        3 => [.. bytes.ToArray().Select(value => (double)(sbyte)value)],
        6 => [.. MemoryMarshal.Cast<byte, int>(bytes).ToArray().Select(value => (double)value)],
        7 => [.. MemoryMarshal.Cast<byte, long>(bytes).ToArray().Select(value => (double)value)],
        11 => MemoryMarshal.Cast<byte, double>(bytes).ToArray(),
        _ => throw new InvalidDataException($"{path}: elements of type {type} are not read."),
    };

    // Each element of a repeated field is a field of its own, as version 2 of the format writes them. What the reader leaves is skipped.
    private static void Fields(ByteString message, Action<int, CodedInputStream> read)
    {
        var input = message.CreateCodedInput();
        while (input.ReadTag() is not 0 and uint tag)
        {
            long before = input.Position;
            read(WireFormat.GetTagFieldNumber(tag), input);
            if (input.Position == before) input.SkipLastField();
        }
    }
}
