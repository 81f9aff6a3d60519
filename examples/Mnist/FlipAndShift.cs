using Cnn;
using Cnn.Runtime;

namespace MnistExample;

/// <summary>Mirrors every second image and moves it by up to so many pixels each way; what moves in is black.</summary>
internal sealed class FlipAndShift(int pixels) : IAugmentation
{
    private readonly RandomShift _shift = new(pixels);

    public void Check(TensorShape shape) => _shift.Check(shape);

    public void Apply(ReadOnlySpan<byte> image, TensorShape shape, RandomKey key, Span<float> augmented)
    {
        _shift.Apply(image, shape, key, augmented);
        if (key.Below(2, counter: 2) == 0) return;
        int row = shape.Width * shape.Channels;
        for (int at = 0; at < augmented.Length; at += row)
            augmented.Slice(at, row).Reverse();
    }
}
