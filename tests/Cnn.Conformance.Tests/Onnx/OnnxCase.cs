namespace Cnn.Conformance.Tests;

/// <summary>One of ONNX's own tests of an operator: a graph of one node, its operands and what comes of them.</summary>
/// <param name="Name">The folder's name, without <c>test_</c>.</param>
/// <param name="Node">The operator.</param>
/// <param name="Operands">Its operands; null for one that is left out.</param>
/// <param name="Outputs">What it gives.</param>
public sealed record OnnxCase(string Name, OnnxNode Node, OnnxTensor?[] Operands, OnnxTensor[] Outputs)
{
    /// <summary>The names of the cases of a folder, sorted.</summary>
    public static IEnumerable<string> Names(string folder) =>
        Directory.GetDirectories(folder, "test_*").Select(path => Path.GetFileName(path)["test_".Length..]).Order(StringComparer.Ordinal);

    /// <summary>Reads a case.</summary>
    public static OnnxCase Read(string folder, string name)
    {
        string path = Path.Combine(folder, "test_" + name), data = Path.Combine(path, "test_data_set_0");
        var graph = OnnxReader.ReadGraph(Path.Combine(path, "model.onnx"));
        var node = graph.Nodes.Single();
        var inputs = graph.Inputs.Select((input, i) => (input, Tensor: OnnxReader.ReadTensor(Path.Combine(data, $"input_{i}.pb"))))
            .ToDictionary(pair => pair.input, pair => pair.Tensor);
        int outputs = Directory.GetFiles(data, "output_*.pb").Length;
        return new(
            name, node, [.. node.Inputs.Select(input => input.Length == 0 ? null : inputs[input])],
            [.. Enumerable.Range(0, outputs).Select(i => OnnxReader.ReadTensor(Path.Combine(data, $"output_{i}.pb")))]);
    }

    /// <summary>The first operand.</summary>
    public OnnxTensor X => Operands[0]!;

    /// <summary>The operand at a position; null where it is left out.</summary>
    public OnnxTensor? Operand(int position) => position < Operands.Length ? Operands[position] : null;

    /// <summary>The name as a class's: <c>conv_with_autopad_same</c> is <c>ConvWithAutopadSame</c>.</summary>
    public string ClassName => string.Concat(Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
