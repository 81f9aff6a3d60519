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
            byte[] read = IdxReader.ReadImages(Write("large", compressed, [2051, 3, 1000, 1000], pixels), out int count, out int rows,
                out int columns);
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
        byte[] whole = File.ReadAllBytes(Write("images", true, [2051, 4, 3, 2],
            [.. Enumerable.Range(0, 24).Select(value => (byte)(value * 37))]));
        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder["cut"], whole[..length]);
            string message = Error(() => IdxReader.ReadImages(_folder["cut"], out _, out _, out _));
            Assert.StartsWith(_folder["cut"], message);
            Assert.EndsWith("fetch it again.", message);
        }
        whole[15] ^= 0xFF;
        File.WriteAllBytes(_folder["bent"], whole);
        Assert.StartsWith(_folder["bent"], Error(() => IdxReader.ReadImages(_folder["bent"], out _, out _, out _)));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(5)]
    [InlineData(4)]
    [InlineData(1)]
    public void Read_OfGzipWithAnotherChecksumOrLength_IsAnError(int fromEnd)
    {
        string images = Write("images", true, [2051, 4, 3, 2], new byte[24]), labels = Write("labels", true, [2049, 4], new byte[4]);
        foreach (string path in (string[])[images, labels])
        {
            byte[] whole = File.ReadAllBytes(path);
            whole[^fromEnd] ^= 1;
            File.WriteAllBytes(path, whole);
        }
        Assert.Contains("the gzip data is damaged", Error(() => IdxReader.ReadImages(images, out _, out _, out _)));
        Assert.Contains("the gzip data is damaged", Error(() => IdxReader.ReadLabels(labels)));
    }

    [Fact]
    public void Read_OfGzipInSeveralMembers_ReadsThemAll_AndMissesTheLastChecksum()
    {
        byte[] plain = File.ReadAllBytes(Write("plain", false, [2051, 4, 3, 2], [.. Enumerable.Range(0, 24).Select(value => (byte)value)]));
        using MemoryStream members = new();
        foreach (byte[] part in (byte[][])[plain[..7], plain[7..20], plain[20..]])
        {
            using GZipStream gzip = new(members, CompressionLevel.Optimal, leaveOpen: true);
            gzip.Write(part);
        }
        byte[] whole = members.ToArray();
        File.WriteAllBytes(_folder["members"], whole);
        Assert.Equal(plain[16..], IdxReader.ReadImages(_folder["members"], out _, out _, out _));
        File.WriteAllBytes(_folder["padded"], [.. whole, .. new byte[512]]);
        Assert.Equal(plain[16..], IdxReader.ReadImages(_folder["padded"], out _, out _, out _));
        for (int cut = 1; cut <= 8; cut++)
        {
            File.WriteAllBytes(_folder["cut"], whole[..^cut]);
            Assert.Contains("expected the checksum and the length of the gzip data",
                Error(() => IdxReader.ReadImages(_folder["cut"], out _, out _, out _)));
        }
    }

    // The check value of the CRC catalogues, for this one CRC-32.
    [Fact]
    public void Crc32_OfTheDigits_IsTheCatalogues()
    {
        Assert.Equal(0xCBF43926, Crc32.Append(0, "123456789"u8));
        Assert.Equal(0xCBF43926, Crc32.Append(Crc32.Append(0, "1234"u8), "56789"u8));
    }

    [Theory]
    [InlineData(
        2052u, "found 2052, an IDX file of bytes in 4 dimensions, as images in colour are; here images are grey, [count, rows, columns]: "
        + "make LabeledImages")]
    [InlineData(
        3331u, "found 3331, an IDX file of 32-bit floats in 3 dimensions; pixels are read as bytes: write each as one byte, 0 to 255")]
    [InlineData(3075u, "found 3075, an IDX file of 32-bit integers in 3 dimensions; pixels are read as bytes")]
    [InlineData(
        2050u, "found 2050, an IDX file of bytes in 2 dimensions; images are bytes in 3 dimensions, [count, rows, columns]: write them so, "
        + "or name the file of images")]
    [InlineData(2049u, "found 2049, an IDX file of bytes in 1 dimension, which labels are; name the file of images")]
    [InlineData(0x504B0304u, "the beginning of a zip archive; unpack it and name the file in it")]
    [InlineData(0x1F8B0800u, "inside of gzip data; unpack the file once")]
    [InlineData(0x3C21444Fu, "the beginning of a web page; fetch the file itself")]
    [InlineData(0x03080000u, "whose numbers have their low byte first; write them with the high byte first")]
    [InlineData(
        0x89504E47u, "the beginning of a PNG picture; name the file of images, or decode the pictures yourself and make LabeledImages of "
        + "their pixels")]
    [InlineData(0xFFD8FFE0u, "the beginning of a JPEG picture; name the file of images, or decode")]
    [InlineData(0x47494638u, "the beginning of a GIF picture; name the file of images, or decode")]
    [InlineData(0x49492A00u, "the beginning of a TIFF picture; name")]
    [InlineData(0x28B52FFDu, "the beginning of Zstandard data; unpack it and name the file in it")]
    [InlineData(0x25504446u, "the beginning of a PDF document; name the file of images")]
    [InlineData(0x00000F03u, "which begins no IDX file; name the file of images")]
    public void ReadImages_OfAnotherFile_SaysWhatItIs(uint magic, string expected) =>
        Assert.Contains(expected,
            Error(() => IdxReader.ReadImages(Write("images", true, [magic, 4, 3, 2], new byte[24]), out _, out _, out _)));

    [Theory]
    [InlineData("a,b,c\n1,2,3\n", "the beginning of a text, 'a,b,c\\n1,2,3\\n'; name the file of ")]
    [InlineData("a,b,c\n1,2,3\n4", "the beginning of a text, 'a,b,c\\n1,2,3\\n…'; name the file of ")]
    [InlineData("a,b\n", "the beginning of a text, 'a,b\\n'; name the file of ")]
    [InlineData("{\"images\": []}", "the beginning of a text, '{\"images\": […'; name the file of ")]
    [InlineData("<html><head></head></html>", "the beginning of a web page; fetch the file itself")]
    [InlineData("BM\u0001\u0001\u0001\u0001\0\0\0\0\u0036\0\0\0", "the beginning of a BMP picture; name the file of ")]
    [InlineData("RIFF\u0001\u0001\u0001\u0001WEBPVP8 ", "the beginning of a WebP picture; name the file of ")]
    [InlineData("MM\0*\0\0\0\b\0\0\0\u0001", "the beginning of a TIFF picture; name the file of ")]
    [InlineData("7z\u00BC\u00AF'\u001C\0\u0004", "the beginning of a 7-Zip archive; unpack it and name the file in it")]
    [InlineData("PK\u0003\u0004\u0014\0\0\0\b\0", "the beginning of a zip archive; unpack it and name the file in it")]
    [InlineData("\u0093NUMPY\u0001\0v\0", "the beginning of a NumPy array (.npy); name the file of ")]
    public void Read_OfAFileOfAnotherKind_SaysWhatItIs(string bytes, string expected)
    {
        string path = _folder["file"];
        File.WriteAllBytes(path, System.Text.Encoding.Latin1.GetBytes(bytes));
        Assert.Contains(expected, Error(() => IdxReader.ReadImages(path, out _, out _, out _)));
        Assert.Contains(expected, Error(() => IdxReader.ReadLabels(path)));
        Assert.Contains(expected, Error(() => IdxReader.Read(path, path)));
    }

    [Theory]
    [InlineData(
        3074u, "found 3074, an IDX file of 32-bit integers in 2 dimensions; labels are bytes in 1 dimension, the class of each image: "
        + "write that alone, as one byte an image")]
    [InlineData(3073u, "found 3073, an IDX file of 32-bit integers in 1 dimension; labels are read as bytes: write each as one byte")]
    [InlineData(2050u, "found 2050, an IDX file of bytes in 2 dimensions; labels are bytes in 1 dimension")]
    [InlineData(2051u, "found 2051, an IDX file of bytes in 3 dimensions, which images are; name the file of labels")]
    [InlineData(2305u, "an IDX file of signed bytes in 1 dimension")]
    [InlineData(2817u, "an IDX file of 16-bit integers in 1 dimension")]
    [InlineData(3585u, "an IDX file of 64-bit floats in 1 dimension")]
    public void ReadLabels_OfAnotherFile_SaysWhatItIs(uint magic, string expected) =>
        Assert.Contains(expected, Error(() => IdxReader.ReadLabels(Write("labels", false, [magic, 4, 3, 2], new byte[24]))));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Read_OfSwappedFiles_SaysSo(bool compressed)
    {
        string images = Write("images", compressed, [2051, 4, 1, 1], new byte[4]),
            labels = Write("labels", compressed, [2049, 4], new byte[4]);
        string message = Error(() => IdxReader.Read(labels, images));
        Assert.StartsWith(labels, message);
        Assert.EndsWith($"expected images, and their labels in {images}, found the labels here and the images there; swap the two.",
            message);
        Assert.EndsWith("name the file of images.", Error(() => IdxReader.Read(labels, labels)));
        Assert.EndsWith("name the file of labels.", Error(() => IdxReader.Read(images, images)));
    }

    [Fact]
    public void Read_OfLabelsFromOne_SaysSo_AndReadsThemWhereThatIsSaid()
    {
        string images = Write("images", false, [2051, 3, 1, 1], new byte[3]), labels = Write("labels", false, [2049, 3], [1, 26, 14]);
        string message = Error(() => IdxReader.Read(images, labels, classCount: 26));
        Assert.Contains(
            "expected labels from 0 to 25, found 26 at 1, and 1 to 26 in the whole file; if these are the labels you mean, read them with "
            + "firstLabel: 1, ", message);
        LabeledImages read = IdxReader.Read(images, labels, classCount: 26, firstLabel: 1);
        Assert.Equal((26, 3), (read.ClassCount, read.Count));
        Assert.Equal([0, 25, 13], read.Labels);
        Assert.Contains("read them with classCount: 26, firstLabel: 1, otherwise name the labels of a set with 10 classes",
            Error(() => IdxReader.Read(images, labels)));

        string fromZero = Write("fromZero", false, [2049, 3], [0, 25, 13]);
        message = Error(() => IdxReader.Read(images, fromZero, classCount: 26, firstLabel: 1));
        Assert.Contains(
            "expected labels from 1 to 26, found 0 at 0, and 0 to 25 in the whole file; if these are the labels you mean, read them with "
            + "firstLabel: 0, ", message);
        Assert.Throws<ArgumentOutOfRangeException>(() => IdxReader.Read(images, labels, classCount: 26, firstLabel: -1));
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
