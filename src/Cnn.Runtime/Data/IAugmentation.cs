using Cnn.Runtime;

namespace Cnn;

/// <summary>Varies an image without changing its class, so that a network sees more than it is shown.</summary>
public interface IAugmentation
{
    /// <summary>Writes one variation; a function of its arguments alone, and without allocating.</summary>
    /// <param name="image">[height, width, channels], 0 to 255.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="key">The image's and the epoch's own; all randomness comes from it.</param>
    /// <param name="augmented">[height, width, channels], 0 to 255, written.</param>
    void Apply(ReadOnlySpan<byte> image, TensorShape shape, RandomKey key, Span<float> augmented);

    /// <summary>
    /// Checks, before a training, that a variation of an image of this shape always shows a part of it. Without one of its own, an
    /// augmentation accepts all shapes; one that applies another forwards the call to it.
    /// </summary>
    /// <param name="shape">The images' shape.</param>
    /// <exception cref="ArgumentException">A variation may show nothing of the image.</exception>
    void Check(TensorShape shape)
    {
    }
}
