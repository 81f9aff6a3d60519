using System.Buffers.Binary;
using System.IO.Compression;

namespace Cnn.Runtime.Tests;

public sealed class IdxReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OfImagesAndLabels_GivesThem(bool compressed)
    {
        byte[] pixels = [.. Enumerable.Range(0, 24).Select(value => (byte)(value * 10))];
        LabeledImages images = IdxReader.Read(
            Write("images", compressed, [2051, 4, 3, 2], pixels), Write("labels", compressed, [2049, 4], [1, 0, 9, 3]));
        Assert.Equal(4, images.Count);
        Assert.Equal(new TensorShape(3, 2, 1), images.Shape);
        Assert.Equal(pixels[6..12], images.GetPixels(1));
        Assert.Equal([1, 0, 9, 3], images.Labels);
    }

    [Fact]
    public void Read_OfAFileLargerThanOneChunk_ReadsAllOfIt()
    {
        byte[] pixels = new byte[3_000_000];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i * 31 >> 4);
        foreach (bool compressed in (bool[])[false, true])
        {
            byte[] read = IdxReader.ReadImages(Write("large", compressed, [2051, 3, 1000, 1000], pixels), out int count, out int rows, out int columns);
            Assert.Equal((3, 1000, 1000), (count, rows, columns));
            Assert.True(pixels.AsSpan().SequenceEqual(read));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OfAnotherMagic_SaysExpectedAndFound(bool compressed)
    {
        string path = Write("images", compressed, [2049, 4], [1, 2, 3, 4]);
        string message = Error(() => IdxReader.ReadImages(path, out _, out _, out _));
        Assert.Contains(path, message);
        Assert.Contains("2051 of IDX images, found 2049", message);
        path = Write("labels", compressed, [2051, 1, 1, 1], [1]);
        Assert.Contains("2049 of IDX labels, found 2051", Error(() => IdxReader.ReadLabels(path)));
    }

    [Theory]
    [InlineData(false, 23)]
    [InlineData(true, 23)]
    [InlineData(false, 25)]
    [InlineData(true, 25)]
    [InlineData(false, 0)]
    [InlineData(true, 0)]
    public void Read_OfTooFewOrTooManyBytes_SaysExpectedAndFound(bool compressed, int length)
    {
        string path = Write("images", compressed, [2051, 4, 3, 2], new byte[length]);
        string message = Error(() => IdxReader.ReadImages(path, out _, out _, out _));
        Assert.Contains("expected 24 bytes of images after the header, found ", message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OfACorruptCount_ThrowsWithoutAllocatingIt(bool compressed)
    {
        string path = Write("images", compressed, [2051, 70_000_000, 5, 6], new byte[10]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Error(() => IdxReader.ReadImages(path, out _, out _, out _));
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4_000_000);
    }

    [Theory]
    [InlineData(0u, 3u, 2u)]
    [InlineData(4u, 0u, 2u)]
    [InlineData(0xFFFFFFFFu, 3u, 2u)]
    [InlineData(0x7FFFFFFFu, 0x7FFFFFFFu, 0x7FFFFFFFu)]
    [InlineData(4u, 3u, 0x80000000u)]
    public void Read_OfAbsurdSizes_IsAnError(uint count, uint rows, uint columns)
    {
        string path = Write("images", false, [2051, count, rows, columns], new byte[24]);
        Assert.Contains("found size", Error(() => IdxReader.ReadImages(path, out _, out _, out _)));
    }

    [Fact]
    public void Read_OfATruncatedHeader_IsAnErrorAtEveryLength()
    {
        byte[] whole = File.ReadAllBytes(Write("images", false, [2051, 1, 1, 1], [7]));
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder["cut"], whole[..length]);
            Error(() => IdxReader.ReadImages(_folder["cut"], out _, out _, out _));
        }
    }

    [Fact]
    public void Read_OfDamagedGzip_IsAnErrorAtEveryLength()
    {
        byte[] whole = File.ReadAllBytes(Write("images", true, [2051, 4, 3, 2], [.. Enumerable.Range(0, 24).Select(value => (byte)(value * 37))]));
        // The last eight bytes are gzip's own sums, which the stream does not insist on.
        for (int length = 0; length < whole.Length - 8; length++)
        {
            File.WriteAllBytes(_folder["cut"], whole[..length]);
            string message = Error(() => IdxReader.ReadImages(_folder["cut"], out _, out _, out _));
            Assert.StartsWith(_folder["cut"], message);
        }
        whole[15] ^= 0xFF;
        File.WriteAllBytes(_folder["bent"], whole);
        Assert.StartsWith(_folder["bent"], Error(() => IdxReader.ReadImages(_folder["bent"], out _, out _, out _)));
    }

    [Fact]
    public void Read_WhereImagesAndLabelsDisagree_NamesBothCounts()
    {
        string images = Write("images", false, [2051, 4, 1, 1], new byte[4]);
        string labels = Write("labels", false, [2049, 3], new byte[3]);
        string message = Error(() => IdxReader.Read(images, labels));
        Assert.Contains("expected 4 labels", message);
        Assert.Contains("found 3", message);
    }

    [Fact]
    public void Read_OfALabelOutOfRange_SaysWhere()
    {
        string images = Write("images", false, [2051, 2, 1, 1], new byte[2]);
        string labels = Write("labels", false, [2049, 2], [0, 10]);
        Assert.Contains("from 0 to 9, found 10 at 1", Error(() => IdxReader.Read(images, labels)));
    }

    [Fact]
    public void Read_OfAWrongFile_SaysWhatToDo()
    {
        string cut = Write("cut", false, [2051, 4, 3, 2], new byte[23]);
        string bent = _folder["bent"];
        File.WriteAllBytes(bent, [0x1F, 0x8B, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        string labels = Write("labels", false, [2049, 3], new byte[3]);
        string images = Write("images", false, [2051, 4, 1, 1], new byte[4]);
        Assert.EndsWith("fetch it again.", Error(() => IdxReader.ReadImages(cut, out _, out _, out _)));
        Assert.EndsWith("fetch it again.", Error(() => IdxReader.ReadImages(bent, out _, out _, out _)));
        Assert.EndsWith("name the file of images.", Error(() => IdxReader.ReadImages(labels, out _, out _, out _)));
        Assert.EndsWith("name two files of one set.", Error(() => IdxReader.Read(images, labels)));
    }

    [Fact]
    public void Read_OfAFileThatDoesNotExist_Throws() =>
        Assert.Throws<FileNotFoundException>(() => IdxReader.ReadLabels(_folder["none"]));

    private static string Error(Action action) => Assert.Throws<InvalidDataException>(action).Message;

    private string Write(string name, bool compressed, uint[] header, byte[] data)
    {
        byte[] bytes = new byte[(header.Length * 4) + data.Length];
        for (int i = 0; i < header.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(i * 4), header[i]);
        data.CopyTo(bytes, header.Length * 4);
        string path = _folder[name];
        using FileStream file = File.Create(path);
        if (!compressed)
        {
            file.Write(bytes);
            return path;
        }
        using GZipStream gzip = new(file, CompressionLevel.Optimal);
        gzip.Write(bytes);
        return path;
    }
}
