using System.Numerics;

namespace Cnn;

/// <summary>One tensor in a safetensors header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Shape">Its sizes, none negative.</param>
/// <param name="Begin">Its first byte, counted from the end of the header.</param>
/// <param name="End">One past its last byte.</param>
internal sealed record SafetensorsEntry(string Name, ElementType Type, long[] Shape, long Begin, long End)
{
    /// <summary>How many bytes the header gives it.</summary>
    public long ByteCount => End - Begin;

    /// <summary>Whether its shape has no values.</summary>
    public bool IsEmpty => Shape.Contains(0);

    /// <summary>How many bytes its values need, which may be more than any file has; null where the type is not known.</summary>
    public BigInteger? NeededBytes => Type.Bits == 0
        ? null
        : (Shape.Aggregate(BigInteger.One, (product, size) => product * size) * Type.Bits + 7) / 8;

    /// <summary>What a message says was found.</summary>
    public string Found => Excerpt.Of($"{Type.Name} {Shapes.Format(Shape)}") + (IsEmpty ? ", which has no values" : "");
}
