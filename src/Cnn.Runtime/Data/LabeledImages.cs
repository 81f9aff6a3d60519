using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>Byte images of one shape with class labels, in memory.</summary>
public sealed class LabeledImages : ILabeledData
{
    private const int CacheLine = 64;

    /// <summary>
    /// How many images before its turn one is fetched from memory, and how much of it; the processor itself goes on with the rest.
    /// </summary>
    private const int Ahead = 4, MostFetched = 4096;

    private readonly byte[] _pixels;
    private readonly int[] _labels;
    private readonly int _imageSize;
    private float? _scale;

    /// <summary>
    /// Takes the pixels as they are, without copying, and copies the labels, which must not change once they were checked.
    /// </summary>
    /// <param name="pixels">[images, height, width, channels].</param>
    /// <param name="shape">The shape of one image, no size below 1.</param>
    /// <param name="labels">[images], each 0 to <paramref name="classCount"/> - 1.</param>
    /// <param name="classCount">At least 1.</param>
    /// <exception cref="ArgumentException">The sizes disagree, or a label is out of range.</exception>
    public LabeledImages(byte[] pixels, TensorShape shape, int[] labels, int classCount)
    {
        ArgumentNullException.ThrowIfNull(pixels);
        ArgumentNullException.ThrowIfNull(labels);
        ArgumentOutOfRangeException.ThrowIfLessThan(classCount, 1);
        if (shape.Height < 1 || shape.Width < 1 || shape.Channels < 1)
            throw new ArgumentException($"No size of an image may be below 1; found {shape}.", nameof(shape));
        _imageSize = shape.ElementCount;
        if (pixels.Length != (long)labels.Length * _imageSize)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"{labels.Length} labels need as many images of {shape}, {(long)labels.Length * _imageSize} pixels; found ")
                    + FormattableString.Invariant($"{pixels.Length}."), nameof(pixels));
        }
        labels = [.. labels];
        for (int i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classCount)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Labels must be 0 to {classCount - 1}; labels[{i}] is {labels[i]}."), nameof(labels));
            }
        }
        _pixels = pixels;
        _labels = labels;
        Shape = shape;
        ClassCount = classCount;
    }

    /// <inheritdoc/>
    public int Count => _labels.Length;

    /// <summary>How many there are of which shape, in a line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Count:N0} images of {Shape}, {ClassCount} classes");

    /// <inheritdoc/>
    public TensorShape Shape { get; }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <summary>
    /// A float is pixel × scale + shift. Unless it is set, 1/255; but 1 for a network whose input declares bytes (<see cref="For"/>).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public float Scale { get => _scale ?? 1f / 255f; init => _scale = Finite(value, nameof(Scale)); }

    /// <summary>A float is pixel × scale + shift.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public float Shift { get; init => field = Finite(value, nameof(Shift)); }

    /// <summary>All labels, in order.</summary>
    public ReadOnlySpan<int> Labels => _labels;

    /// <summary>The pixels of one image, [height, width, channels].</summary>
    public ReadOnlySpan<byte> GetPixels(int index) => _pixels.AsSpan(checked(index * _imageSize), _imageSize);

    /// <inheritdoc/>
    public void CopyBatch(
        ReadOnlySpan<int> indices, Span<float> images, Span<int> labels, IAugmentation? augmentation = null, RandomKey key = default)
    {
        if (labels.Length != indices.Length)
            throw new ArgumentException(
                FormattableString.Invariant($"{indices.Length} indices need as many labels; found {labels.Length}."), nameof(labels));
        CopyImages(indices, images, augmentation, key);
        for (int i = 0; i < indices.Length; i++)
            labels[i] = _labels[indices[i]];
    }

    /// <summary>The same without the labels.</summary>
    internal void CopyImages(ReadOnlySpan<int> indices, Span<float> images, IAugmentation? augmentation, RandomKey key)
    {
        CheckBatch(indices, images);
        for (int i = 0; i < indices.Length; i++)
        {
            if (i + Ahead < indices.Length) Fetch(GetPixels(indices[i + Ahead]));
            int index = indices[i];
            ReadOnlySpan<byte> pixels = GetPixels(index);
            Span<float> image = images.Slice(i * _imageSize, _imageSize);
            if (augmentation is null) Tensors.CopyRows(in pixels[0], ref image[0], rows: 1, _imageSize, toRowStride: 0);
            else augmentation.Apply(pixels, Shape, key.Derive((ulong)index), image);
            ScaleAndShift(image);
        }
    }

    /// <summary>
    /// The images as a network reads them: the bytes as they are where its input declares bytes and no scale was set, else by
    /// <see cref="Scale"/>.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// What the pixels become cannot be what the network's input declares: bytes, or the mean and the deviation.
    /// </exception>
    public ILabeledData For(NetworkInfo network) => Read(network);

    /// <inheritdoc cref="For"/>
    internal LabeledImages Read(NetworkInfo network)
    {
        ArgumentNullException.ThrowIfNull(network);
        bool isUnset = _scale is null && Shift == 0;
        LabeledImages read = network.TakesBytes && isUnset ? new LabeledImages(_pixels, Shape, _labels, ClassCount) { Scale = 1 } : this;
        new PixelRange(read.Scale, read.Shift).Check(network);
        return read;
    }

    /// <summary>The scale that was set; null where it is the usual one.</summary>
    internal float? SetScale => _scale;

    /// <summary>The same images with other numbers for their bytes.</summary>
    /// <param name="scale">A float is pixel × scale + shift; null for the usual one.</param>
    /// <param name="shift">What is added.</param>
    internal LabeledImages With(float? scale, float shift) => new(_pixels, Shape, _labels, ClassCount)
    {
        _scale = scale is { } value ? Finite(value, nameof(Scale)) : null,
        Shift = shift,
    };

    /// <exception cref="ArgumentException">There is no such image.</exception>
    internal static void CheckIndex(int index, int count)
    {
        if ((uint)index >= (uint)count)
            throw new ArgumentException(FormattableString.Invariant($"Indices must be 0 to {count - 1}; found {index}."), "indices");
    }

    /// <summary>The first <paramref name="count"/> images, copied; all of them where there are no more.</summary>
    public LabeledImages Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int kept = Math.Min(count, Count);
        return new LabeledImages(_pixels[..(kept * _imageSize)], Shape, _labels[..kept], ClassCount) { _scale = _scale, Shift = Shift };
    }

    /// <summary>
    /// The same images in the middle of larger ones, the odd pixel at the bottom and right; LeNet-5 reads MNIST's 28×28 so, as 32×32.
    /// </summary>
    /// <param name="height">Not below the images' own.</param>
    /// <param name="width">Not below the images' own.</param>
    /// <param name="background">The new pixels.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is below the images' own.</exception>
    public LabeledImages PadTo(int height, int width, byte background = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, Shape.Height);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, Shape.Width);
        TensorShape padded = new(height, width, Shape.Channels);
        byte[] pixels = new byte[checked(Count * padded.ElementCount)];
        pixels.AsSpan().Fill(background);
        int rowBytes = Shape.Width * Shape.Channels;
        int left = (width - Shape.Width) / 2 * Shape.Channels;
        int top = (height - Shape.Height) / 2;
        for (int i = 0; i < Count; i++)
        {
            for (int row = 0; row < Shape.Height; row++)
            {
                int to = (((i * height) + top + row) * width * Shape.Channels) + left;
                GetPixels(i).Slice(row * rowBytes, rowBytes).CopyTo(pixels.AsSpan(to));
            }
        }
        return new LabeledImages(pixels, padded, _labels, ClassCount) { _scale = _scale, Shift = Shift };
    }

    private static float Finite(float value, string name) =>
        float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite.");

    // In a shuffled order, an image is far from the one before it, and the processor would wait for each of its first lines.
    private static void Fetch(ReadOnlySpan<byte> pixels)
    {
        for (int at = 0; at < Math.Min(pixels.Length, MostFetched); at += CacheLine)
            Tensors.Fetch(in Unsafe.As<byte, float>(ref Unsafe.AsRef(in pixels[at])));
    }

    private void ScaleAndShift(Span<float> image)
    {
        (float scale, float shift) = (Scale, Shift);
        Span<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(image);
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = (vectors[i] * scale) + new Vector<float>(shift);
        for (int i = vectors.Length * Vector<float>.Count; i < image.Length; i++)
            image[i] = (image[i] * scale) + shift;
    }

    private void CheckBatch(ReadOnlySpan<int> indices, ReadOnlySpan<float> images)
    {
        if (images.Length != (long)indices.Length * _imageSize)
            throw Sizes.Wrong("images", Shape, indices.Length, images.Length, nameof(images));
        for (int i = 0; i < indices.Length; i++)
        {
            if ((uint)indices[i] >= (uint)Count)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Indices must be 0 to {Count - 1}; indices[{i}] is {indices[i]}."), nameof(indices));
            }
        }
    }
}
