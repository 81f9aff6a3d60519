namespace Cnn.Benchmarks.Peers.Onnx;

/// <summary>An operator with its operands and attributes, as a <c>NodeProto</c>.</summary>
internal sealed class OnnxNode
{
    // Numbers of AttributeProto.AttributeType.
    private const long Float = 1, Integer = 2, Integers = 7;

    /// <param name="type">What it does: <c>Conv</c>.</param>
    /// <param name="inputs">The names of its operands.</param>
    /// <param name="output">The name of its result.</param>
    public OnnxNode(string type, IEnumerable<string> inputs, string output)
    {
        Output = output;
        foreach (string input in inputs) Message.Add(1, input);
        Message.Add(2, output).Add(3, output).Add(4, type);
    }

    /// <summary>The name of its result.</summary>
    public string Output { get; }

    /// <summary>The message.</summary>
    public ProtoMessage Message { get; } = new();

    /// <summary>Adds an attribute that is a number.</summary>
    public OnnxNode With(string name, float value) => With(new ProtoMessage().Add(1, name).Add(2, value).Add(20, Float));

    /// <summary>Adds an attribute that is a whole number.</summary>
    public OnnxNode With(string name, int value) => With(new ProtoMessage().Add(1, name).Add(3, (long)value).Add(20, Integer));

    /// <summary>Adds an attribute that is a list of whole numbers.</summary>
    public OnnxNode With(string name, params int[] values)
    {
        ProtoMessage attribute = new ProtoMessage().Add(1, name);
        foreach (int value in values) attribute.Add(8, (long)value);
        return With(attribute.Add(20, Integers));
    }

    private OnnxNode With(ProtoMessage attribute)
    {
        Message.Add(5, attribute);
        return this;
    }
}
