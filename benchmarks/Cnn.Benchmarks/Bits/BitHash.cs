using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Cnn.Benchmarks.Bits;

/// <summary>The first 64 bits of the SHA-256 of floats as they lie in memory.</summary>
internal sealed class BitHash : IDisposable
{
    private const int ShownBytes = 8;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>Takes values in.</summary>
    /// <exception cref="InvalidDataException">
    /// One is infinite or not a number: such values hide what made them, so that equal hashes would prove nothing.
    /// </exception>
    public BitHash Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
            if (!float.IsFinite(value)) throw new InvalidDataException("A result has values that are not finite.");
        _hash.AppendData(MemoryMarshal.AsBytes(values));
        return this;
    }

    /// <summary>The hash, in 16 hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(_hash.GetCurrentHash().AsSpan(0, ShownBytes));

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
