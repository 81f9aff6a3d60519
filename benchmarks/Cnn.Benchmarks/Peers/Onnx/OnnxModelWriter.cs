using System.Runtime.InteropServices;
using Cnn.Benchmarks.Translation;
using Cnn.Dsl;

namespace Cnn.Benchmarks.Peers.Onnx;

/// <summary>
/// Writes a network as an ONNX model of a fixed batch. It has two outputs, [batch, classes] each: the shares of the classes, and the values
/// before the softmax.
/// </summary>
internal static class OnnxModelWriter
{
    /// <summary>The model's input, [batch, channels, height, width].</summary>
    public const string Images = "images";

    private const long InterfaceVersion = 8, OperatorSet = 17, Float = 1;

    // A field of ModelProto.
    private const int Graph = 7;

    /// <summary>Writes the file.</summary>
    public static void Write(NetworkSpec spec, int batch, WeightFile weights, string path)
    {
        var translator = new OnnxTranslator();
        string logits = new NetworkWalk(spec).Logits(Images, translator);
        string[] outputs = [translator.Softmax(logits), logits];
        ProtoMessage graph = new ProtoMessage().Add(2, spec.Name);
        foreach (OnnxNode node in translator.Nodes) graph.Add(1, node.Message);
        graph.Add(11, Value(Images, batch, spec.Input.Channels, spec.Input.Height, spec.Input.Width));
        foreach (string output in outputs) graph.Add(12, Value(output, batch, spec.Output.Channels));

        using FileStream file = File.Create(path);
        new ProtoMessage().Add(1, InterfaceVersion).Add(8, new ProtoMessage().Add(1, "").Add(2, OperatorSet)).Add(Graph, graph)
            .CopyTo(file);
        // A message that is written in several parts is read as one of all their fields, so that one tensor is in memory at a time.
        foreach (string name in translator.Weights)
            new ProtoMessage().Add(Graph, new ProtoMessage().Add(5, Tensor(name, weights))).CopyTo(file);
    }

    private static ProtoMessage Tensor(string name, WeightFile weights)
    {
        var tensor = new ProtoMessage();
        foreach (long size in weights.Shape(name)) tensor.Add(1, size);
        return tensor.Add(2, Float).Add(8, name).Add(9, MemoryMarshal.AsBytes(weights.Read(name).AsSpan()).ToArray());
    }

    private static ProtoMessage Value(string name, params int[] sizes)
    {
        var shape = new ProtoMessage();
        foreach (int size in sizes) shape.Add(1, new ProtoMessage().Add(1, (long)size));
        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, Float).Add(2, shape)));
    }
}
