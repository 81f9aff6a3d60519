using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using Cnn;

namespace LeNetExample.Data;

/// <summary>One of MNIST's four files and what is known of it.</summary>
/// <param name="Name">Its name on the mirrors.</param>
/// <param name="PackedLength">Its length in bytes as the mirrors hold it, packed by gzip.</param>
/// <param name="Length">Its length in bytes, unpacked.</param>
/// <param name="Sha256">The SHA-256 of the unpacked bytes, in hexadecimal; the packed ones depend on who packed them.</param>
internal sealed record MnistFile(string Name, int PackedLength, int Length, string Sha256)
{
    // Taken from files whose MD5 sums are those that LeCun's copies have: packed 9fb629c4… (test images), d53e105e… and
    // ec29112d… (labels), and unpacked 6bbc9ace… (training images).
    public static readonly IReadOnlyList<MnistFile> All =
    [
        new("train-images-idx3-ubyte.gz", 9_912_422, 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
        new("train-labels-idx1-ubyte.gz", 28_881, 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
        new("t10k-images-idx3-ubyte.gz", 1_648_877, 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
        new("t10k-labels-idx1-ubyte.gz", 4_542, 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
    ];

    /// <summary>
    /// Whether the packed file at <paramref name="path"/> unpacks to the right bytes; never reads more than one byte past their length.
    /// </summary>
    public bool IsAt(string path)
    {
        if (!File.Exists(path)) return false;

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            using var unpacked = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
            long length = 0;
            for (int read; length <= Length && (read = unpacked.Read(buffer)) > 0; length += read) hash.AppendData(buffer, 0, read);
            return length == Length && Convert.ToHexStringLower(hash.GetHashAndReset()) == Sha256 && IsWhole(path);
        }
        catch (InvalidDataException)
        {
            // Not gzip, or broken: not this file.
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // The packing's own checksum is not among the unpacked bytes; without it, the file would be refused when its digits are read.
    private bool IsWhole(string path)
    {
        if (Name.Contains("images", StringComparison.Ordinal)) IdxReader.ReadImages(path, out _, out _, out _);
        else IdxReader.ReadLabels(path);
        return true;
    }
}
