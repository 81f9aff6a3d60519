namespace Cnn.Planning;

/// <summary>What a tensor's values are. All tensors have one type so far.</summary>
/// <param name="Name">As C# calls it.</param>
/// <param name="Bytes">Bytes of a value.</param>
public sealed record ElementType(string Name, int Bytes)
{
    /// <summary>IEEE 754 binary32.</summary>
    public static ElementType Float32 { get; } = new("float", sizeof(float));

    /// <summary>Bits of a value.</summary>
    public int Bits => 8 * Bytes;
}
