using System.Security.Cryptography;
using System.Text;

namespace Cnn;

/// <summary>The name under which a file is written before it takes its place: hidden, and always the same for one file.</summary>
internal static class SavingName
{
    // What file systems allow: UTF-8 on Linux, UTF-16 elsewhere.
    private const int LongestName = 255;

    private const string Ending = ".saving";

    private const int HashDigits = 16;

    /// <summary>For <c>net.safetensors</c>, <c>.net.safetensors.saving</c>; of a longer name than fits, the beginning and a hash.</summary>
    public static string Of(string fileName)
    {
        if (Encoding.UTF8.GetByteCount(fileName) <= LongestName - Ending.Length - 1)
            return $".{fileName}{Ending}";
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(fileName)))[..HashDigits];
        int room = LongestName - Ending.Length - HashDigits - 2;
        StringBuilder beginning = new();
        foreach (Rune rune in fileName.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            beginning.Append(rune.ToString());
        }
        return $".{beginning}~{hash}{Ending}";
    }
}
