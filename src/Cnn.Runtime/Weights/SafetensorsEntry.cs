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

    /// <summary>Whether it has the bytes that its shape needs; of a type that is not known, any number is right.</summary>
    public bool IsConsistent => !Type.IsKnown || NeededBytes == ByteCount;

    /// <summary>How many bytes a message says are needed.</summary>
    public string Needed => NeededBytes is long bytes ? FormattableString.Invariant($"{bytes} bytes") : "more bytes than a file can";

    /// <summary>What a message says was found.</summary>
    public string Found => $"{Excerpt.Of(Type.Name)} {Excerpt.Of(Shapes.Format(Shape))}{(IsEmpty ? ", which has no values" : "")}";

    // Null for more than any file has.
    private long? NeededBytes
    {
        get
        {
            if (IsEmpty)
                return 0;
            UInt128 bits = (UInt128)Type.Bits;
            foreach (long size in Shape)
            {
                bits *= (ulong)size;
                if (bits > long.MaxValue)
                    return null;
            }
            return (long)((bits + 7) / 8);
        }
    }
}
