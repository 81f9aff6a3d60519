using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cnn;

namespace LeNetExample.Learning;

/// <summary>The SHA-256 of all weights, in the order and layout of a weight file: one changed bit changes it.</summary>
internal static class Fingerprint
{
    /// <summary>Computes it, as 64 hexadecimal digits.</summary>
    public static string Of(NetworkParameters parameters)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (ParameterView parameter in parameters) hash.AppendData(MemoryMarshal.AsBytes(parameter.ToArray().AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
