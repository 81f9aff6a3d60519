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

    /// <summary>Looks, before images of a shape are varied, whether it leaves something of them. Usually everything is right.</summary>
    /// <param name="shape">The images' shape.</param>
    /// <exception cref="ArgumentException">It may leave nothing of an image.</exception>
    void Check(TensorShape shape)
    {
    }
}
