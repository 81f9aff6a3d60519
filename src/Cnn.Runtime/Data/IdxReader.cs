using System.Buffers.Binary;

namespace Cnn;

/// <summary>Reads IDX files, MNIST's format, plain or compressed with gzip (noticed by its first bytes, not by the name).</summary>
/// <remarks>
/// Numbers are big endian: the magic, the number of images, and for images their rows and columns; then a byte a pixel or label.
/// Values of other types and images in colour, which the format has as well, are refused.
/// </remarks>
public static class IdxReader
{
    private const string Damaged = "the file is damaged, fetch it again";

    /// <summary>Reads images and their labels.</summary>
    /// <param name="imagesPath">For example <c>train-images-idx3-ubyte.gz</c>.</param>
    /// <param name="labelsPath">For example <c>train-labels-idx1-ubyte.gz</c>.</param>
    /// <param name="classCount">How many classes the labels tell apart.</param>
    /// <param name="firstLabel">
    /// The file's label of class 0, from which the others count on: 1 for EMNIST's letters, whose labels are 1 to 26.
    /// </param>
    /// <exception cref="InvalidDataException">A file is not what it should be, or the two disagree.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static LabeledImages Read(string imagesPath, string labelsPath, int classCount = 10, int firstLabel = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(firstLabel);
        if (PeekMagic(imagesPath) == IdxMagic.Labels && PeekMagic(labelsPath) == IdxMagic.Images)
        {
            string named = VisibleText.Of(labelsPath);
            throw Wrong(
                imagesPath, $"expected images, and their labels in {named}, found the labels here and the images there; swap the two");
        }

        byte[] pixels = ReadImages(imagesPath, out int count, out int rows, out int columns);
        byte[] bytes = ReadLabels(labelsPath);
        if (bytes.Length != count)
        {
            string others = VisibleText.Of(imagesPath);
            throw Wrong(
                labelsPath, $"expected {count} labels, one for each image of {others}, found {bytes.Length}; name two files of one set");
        }

        int[] labels = new int[bytes.Length];
        for (int i = 0; i < labels.Length; i++)
        {
            labels[i] = bytes[i] - firstLabel;
            if ((uint)labels[i] >= (uint)classCount)
                throw WrongLabel(labelsPath, bytes, i, classCount, firstLabel);
        }
        return new LabeledImages(pixels, new TensorShape(rows, columns, 1), labels, classCount);
    }

    /// <summary>Reads images, [count, rows, columns].</summary>
    /// <exception cref="InvalidDataException">The file is not what it should be.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static byte[] ReadImages(string path, out int count, out int rows, out int columns)
    {
        Span<int> sizes = stackalloc int[3];
        byte[] pixels = Read(path, IdxMagic.Images, "images", sizes);
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
        return Read(path, IdxMagic.Labels, "labels", sizes);
    }

    private static byte[] Read(string path, IdxMagic magic, string what, Span<int> sizes)
    {
        using FileStream file = Open(path, out bool compressed);
        Span<byte> header = stackalloc byte[sizeof(uint) * (1 + sizes.Length)];
        if (!compressed)
            return Read(file, path, magic, what, header, sizes, file.Length);
        using GzipSource expanded = new(file, path);
        byte[] values = Read(expanded, path, magic, what, header, sizes, length: null);
        expanded.RequireTrailer(header, values);
        return values;
    }

    private static byte[] Read(Stream stream, string path, IdxMagic magic, string what, Span<byte> header, Span<int> sizes, long? length)
    {
        int read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read >= sizeof(uint) && new IdxMagic(BinaryPrimitives.ReadUInt32BigEndian(header)) is var found && found != magic)
        {
            string explained = found.Explain(magic, what, Beginning(stream, header[..read]));
            throw Wrong(path, $"expected the magic number {magic.Value} of IDX {what}, found {found.Value}, {explained}");
        }
        if (read < header.Length)
            throw Wrong(path, $"expected a header of {header.Length} bytes, found {read} bytes; {Damaged}");

        // At most 2³¹ × 2³¹ after two sizes and then checked, so that no product overflows.
        long expected = 1;
        for (int i = 0; i < sizes.Length; i++)
        {
            uint size = BinaryPrimitives.ReadUInt32BigEndian(header[(sizeof(uint) * (i + 1))..]);
            if (size is 0 or > int.MaxValue || (expected *= size) > Array.MaxLength)
            {
                string wrong = FormattableString.Invariant($"found size {size} as number {i + 1} of {sizes.Length}");
                throw Wrong(path, $"expected sizes of at least 1 and {Array.MaxLength} bytes of {what} at most, {wrong}; {Damaged}");
            }
            sizes[i] = (int)size;
        }
        if (length is long known && known - header.Length != expected)
            throw Wrong(path, $"expected {expected} bytes of {what} after the header, found {known - header.Length}; {Damaged}");
        return BoundedReading.ReadToEnd(stream, (int)expected, out long actual)
            ?? throw Wrong(
                path, $"expected {expected} bytes of {what} after the header, found {(actual > expected ? "more" : actual)}; {Damaged}");
    }

    // As many bytes as tell what another file is, or all.
    private static ReadOnlySpan<byte> Beginning(Stream stream, ReadOnlySpan<byte> read)
    {
        byte[] first = new byte[Math.Max(read.Length, IdxMagic.FirstBytes)];
        read.CopyTo(first);
        int more = stream.ReadAtLeast(first.AsSpan(read.Length), first.Length - read.Length, throwOnEndOfStream: false);
        return first.AsSpan(0, read.Length + more);
    }

    private static FileStream Open(string path, out bool compressed)
    {
        FileStream file = InputFile.Open(path, "an IDX file");
        Span<byte> first = stackalloc byte[KnownBeginning.Gzip.Length];
        file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        compressed = first.SequenceEqual(KnownBeginning.Gzip);
        file.Position = 0;
        return file;
    }

    // Zero, which begins no file, where there are no four bytes.
    private static IdxMagic PeekMagic(string path)
    {
        using FileStream file = Open(path, out bool compressed);
        using Stream stream = compressed ? new GzipSource(file, path) : file;
        Span<byte> magic = stackalloc byte[sizeof(uint)];
        stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
        return new IdxMagic(BinaryPrimitives.ReadUInt32BigEndian(magic));
    }

    private static InvalidDataException WrongLabel(string path, byte[] labels, int at, int classCount, int firstLabel)
    {
        int least = labels.Min(), most = labels.Max();

        // No set of classes begins its labels elsewhere.
        int begin = Math.Min(least, 1), needed = most - begin + 1;
        string found = $"found {labels[at]} at {at}, and {least} to {most} in the whole file";
        string arguments = needed <= classCount ? $"firstLabel: {begin}" : $"classCount: {needed}, firstLabel: {begin}";
        string advice =
            $"if these are the labels you mean, read them with {arguments}, otherwise name the labels of a set with {classCount} classes";
        return Wrong(path, $"expected labels from {firstLabel} to {firstLabel + classCount - 1}, {found}; {advice}");
    }

    private static InvalidDataException Wrong(string path, FormattableString what) =>
        new($"{VisibleText.Of(path)}: {FormattableString.Invariant(what)}.");
}
