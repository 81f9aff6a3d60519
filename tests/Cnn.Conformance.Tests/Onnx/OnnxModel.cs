namespace Cnn.Conformance.Tests;

/// <summary>A tensor of ONNX, row-major.</summary>
/// <param name="Dimensions">Its shape; empty for a scalar.</param>
/// <param name="Type">The element type, as <c>TensorProto.DataType</c> numbers it.</param>
/// <param name="Values">The elements, whatever their type.</param>
public sealed record OnnxTensor(int[] Dimensions, int Type, double[] Values)
{
    /// <summary>The number of <c>FLOAT</c>.</summary>
    public const int Float = 1;

    /// <summary>Dimensions.</summary>
    public int Rank => Dimensions.Length;
}

/// <summary>An attribute of a node; which of the values it has depends on its type.</summary>
/// <param name="Number"><c>f</c>.</param>
/// <param name="Integer"><c>i</c>.</param>
/// <param name="Text"><c>s</c>.</param>
/// <param name="Integers"><c>ints</c>.</param>
public sealed record OnnxAttribute(float Number, long Integer, string Text, int[] Integers);

/// <summary>An operator with its operands.</summary>
/// <param name="Operator">What it does: <c>Conv</c>.</param>
/// <param name="Inputs">The names of its operands, empty for one that is left out.</param>
/// <param name="Attributes">Its attributes by name.</param>
public sealed record OnnxNode(string Operator, string[] Inputs, IReadOnlyDictionary<string, OnnxAttribute> Attributes)
{
    /// <summary>A number; <paramref name="absent"/> where it is not written.</summary>
    public float Number(string name, float absent) => Attributes.TryGetValue(name, out var attribute) ? attribute.Number : absent;

    /// <summary>A whole number; <paramref name="absent"/> where it is not written.</summary>
    public int Integer(string name, int absent) => Attributes.TryGetValue(name, out var attribute) ? (int)attribute.Integer : absent;

    /// <summary>A word; <paramref name="absent"/> where it is not written.</summary>
    public string Text(string name, string absent) => Attributes.TryGetValue(name, out var attribute) ? attribute.Text : absent;

    /// <summary>Whole numbers; <paramref name="absent"/> where they are not written.</summary>
    public int[] Integers(string name, int[] absent) => Attributes.TryGetValue(name, out var attribute) ? attribute.Integers : absent;
}

/// <summary>A graph.</summary>
/// <param name="Nodes">Its operators.</param>
/// <param name="Inputs">The names of its inputs.</param>
public sealed record OnnxGraph(OnnxNode[] Nodes, string[] Inputs);
