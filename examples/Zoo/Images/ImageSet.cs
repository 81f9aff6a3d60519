using Cnn;

namespace Zoo.Images;

/// <summary>
/// Images in the size of a network's input: the pictures of a folder, one picture, or records of raw pixels one after the other in a file.
/// </summary>
internal sealed class ImageSet
{
    private readonly Func<int, byte[]> _read;

    private ImageSet(IReadOnlyList<string> names, Func<int, byte[]> read, IReadOnlyList<string> others)
    {
        Names = names;
        Others = others;
        _read = read;
    }

    /// <summary>File names, in ordinal order; the number of each record where they come from one file.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What else the folder holds: files that are no pictures, and folders, whose names end in a separator.</summary>
    public IReadOnlyList<string> Others { get; }

    /// <summary>Opens a folder, a picture, or a file of raw pixels.</summary>
    /// <param name="path">What was named.</param>
    /// <param name="input">The network's input.</param>
    /// <param name="preprocessing">Says how pictures are fitted to it.</param>
    /// <exception cref="UserException">There is no such thing, nothing is in it, or its length is no whole number of images.</exception>
    public static ImageSet Open(string path, TensorShape input, Preprocessing preprocessing)
    {
        if (Directory.Exists(path))
        {
            ILookup<bool, string> files = Directory.EnumerateFiles(path).Order(StringComparer.Ordinal).ToLookup(PictureFormat.IsPicture);
            IEnumerable<string> folders = Directory.EnumerateDirectories(path).Order(StringComparer.Ordinal)
                .Select(folder => folder + Path.DirectorySeparatorChar);
            string[] others = [.. files[false].Concat(folders).Select(other => Path.GetRelativePath(path, other))];
            return files[true].Any()
                ? OfPictures([.. files[true]], input, preprocessing, others)
                : throw new UserException(
                    $"The folder '{path}' holds no pictures ({PictureFormat.Readable}); those of folders in it are not looked for.");
        }

        if (!File.Exists(path)) throw new UserException($"There is neither a folder nor a file '{path}'.");
        return PictureFormat.IsPicture(path) ? OfPictures([path], input, preprocessing, []) : OfPixels(path, input);
    }

    /// <summary>The pixels of one image, [height, width, channels], red first.</summary>
    /// <exception cref="UserException">Its file is damaged, or of a kind that this program does not read.</exception>
    /// <exception cref="IOException">Its file cannot be read.</exception>
    public byte[] Read(int index) => _read(index);

    private static ImageSet OfPictures(string[] files, TensorShape input, Preprocessing preprocessing, string[] others) => new(
        [.. files.Select(file => Path.GetFileName(file))],
        index => Picture.Read(files[index], input.Channels).Fit(input.Height, input.Width, preprocessing.Fitting).Pixels,
        others);

    private static ImageSet OfPixels(string path, TensorShape input)
    {
        long length = new FileInfo(path).Length, count = length / input.ElementCount;
        if (count == 0 || count > int.MaxValue || length % input.ElementCount != 0)
        {
            throw new UserException(
                $"{path} does not begin as a picture does ({PictureFormat.Readable}); as raw pixels, expected images of {input.Height} "
                    + $"rows, {input.Width} columns and "
                + $"{input.Channels} bytes a pixel, {input.ElementCount} bytes each, one after the other; found {length} bytes.");
        }

        return new ImageSet([.. Enumerable.Range(0, (int)count).Select(index => $"{index}")], index =>
        {
            using FileStream stream = File.OpenRead(path);
            stream.Position = (long)index * input.ElementCount;
            byte[] pixels = new byte[input.ElementCount];
            stream.ReadExactly(pixels);
            return pixels;
        }, others: []);
    }
}
