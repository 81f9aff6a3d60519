using System.IO.Compression;
using System.Security.Cryptography;
using LeNetExample.Data;

namespace LeNetExample.Tests;

public sealed class MnistFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void File_IsThereOnlyWithAllOfItsPacking()
    {
        byte[] unpacked = [0, 0, 8, 1, 0, 0, 0, 3, 7, 2, 1];
        using MemoryStream stream = new();
        using (GZipStream gzip = new(stream, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(unpacked);
        byte[] packed = stream.ToArray();
        MnistFile file = new("labels.gz", packed.Length, unpacked.Length, Convert.ToHexStringLower(SHA256.HashData(unpacked)));
        File.WriteAllBytes(_folder["labels.gz"], packed);
        Assert.True(file.IsAt(_folder["labels.gz"]));
        for (int length = 0; length < packed.Length; length++)
        {
            File.WriteAllBytes(_folder["cut"], packed[..length]);
            Assert.False(file.IsAt(_folder["cut"]));
        }
    }
}
