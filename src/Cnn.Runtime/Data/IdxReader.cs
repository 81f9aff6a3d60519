using System.Buffers.Binary;

namespace Cnn;

/// <summary>Reads IDX files, MNIST's format, plain or compressed with gzip (noticed by its first bytes, not by the name).</summary>
/// <remarks>Numbers are big endian: the magic, the number of images, and for images their rows and columns; then a byte a pixel or label.</remarks>
public static class IdxReader
{
    private const uint ImagesMagic = 2051;
    private const uint LabelsMagic = 2049;
    private const string Damaged = "the file is damaged, fetch it again";

    /// <summary>Reads images and their labels.</summary>
    /// <param name="imagesPath">For example <c>train-images-idx3-ubyte.gz</c>.</param>
    /// <param name="labelsPath">For example <c>train-labels-idx1-ubyte.gz</c>.</param>
    /// <param name="classCount">Labels must be below it.</param>
    /// <exception cref="InvalidDataException">A file is not what it should be, or the two disagree.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LabeledImages Read(string imagesPath, string labelsPath, int classCount = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        byte[] pixels = ReadImages(imagesPath, out int count, out int rows, out int columns);
        byte[] bytes = ReadLabels(labelsPath);
        if (bytes.Length != count)
            throw Wrong(labelsPath, $"expected {count} labels, one for each image of {imagesPath}, found {bytes.Length}; name two files of one set");

        int[] labels = new int[bytes.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            if (bytes[i] >= classCount)
                throw Wrong(labelsPath, $"expected labels from 0 to {classCount - 1}, found {bytes[i]} at {i}; name the labels of a set with {classCount} classes");
            labels[i] = bytes[i];
        }
        return new LabeledImages(pixels, new TensorShape(rows, columns, 1), labels, classCount);
    }

    /// <summary>Reads images, [count, rows, columns].</summary>
    /// <exception cref="InvalidDataException">The file is not what it should be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadImages(string path, out int count, out int rows, out int columns)
    {
        Span<int> sizes = stackalloc int[3];
        byte[] pixels = Read(path, ImagesMagic, "images", sizes);
        count = sizes[0];
        rows = sizes[1];
        columns = sizes[2];
        return pixels;
    }

    /// <summary>Reads labels, [count].</summary>
    /// <exception cref="InvalidDataException">The file is not what it should be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadLabels(string path)
    {
        Span<int> sizes = stackalloc int[1];
        return Read(path, LabelsMagic, "labels", sizes);
    }

    private static byte[] Read(string path, uint magic, string what, Span<int> sizes)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        bool compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        if (!compressed)
            return Read(file, path, magic, what, sizes, file.Length);
        using GzipSource expanded = new(file, path);
        return Read(expanded, path, magic, what, sizes, length: null);
    }

    private static byte[] Read(Stream stream, string path, uint magic, string what, Span<int> sizes, long? length)
    {
        Span<byte> header = stackalloc byte[sizeof(uint) * (1 + sizes.Length)];
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        uint found = read < sizeof(uint) ? magic : BinaryPrimitives.ReadUInt32BigEndian(header);
        if (found != magic)
            throw Wrong(path, $"expected the magic number {magic} of IDX {what}, found {found}; name the file of {what}");
        if (read < header.Length)
            throw Wrong(path, $"expected a header of {header.Length} bytes, found {read} bytes; {Damaged}");

        // At most 2³¹ × 2³¹ after two sizes and then checked, so that no product overflows.
        long expected = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header[(sizeof(uint) * (i + 1))..]);
            if (size is 0 or > int.MaxValue || (expected *= size) > Array.MaxLength)
                throw Wrong(path, $"expected sizes of at least 1 and {Array.MaxLength} bytes of {what} at most, found size {size} as number {i + 1} of {sizes.Length}; {Damaged}");
            sizes[i] = (int)size;
        }
        if (length is long known && known - header.Length != expected)
            throw Wrong(path, $"expected {expected} bytes of {what} after the header, found {known - header.Length}; {Damaged}");
        return BoundedReading.ReadToEnd(stream, (int)expected, out long actual)
            ?? throw Wrong(path, $"expected {expected} bytes of {what} after the header, found {(actual > expected ? "more" : actual)}; {Damaged}");
    }

    private static InvalidDataException Wrong(string path, FormattableString what) =>
        new($"{path}: {FormattableString.Invariant(what)}.");
}
