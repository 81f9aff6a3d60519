namespace Cnn;

/// <summary>
/// The residual block of ResNet-50 and deeper (He et al., 2016): convolutions of 1×1, 3×3 and 1×1, the last one four times as wide, each
/// with a batch norm, and a shortcut around them; relu in between and at the end.
/// </summary>
public sealed class BottleneckAttribute(int maps) : BlockAttribute
{
    /// <summary>Output feature maps of the first two convolutions; the block's output has four times as many.</summary>
    public int Maps { get; } = maps;

    /// <summary>
    /// The stride of the 3×3 convolution and of a 1×1 convolution with a batch norm that then is the shortcut, 1 among them. Where it is
    /// left out, the shortcut is the input itself, which must have four times as many channels as <see cref="Maps"/>.
    /// </summary>
    public int Stride { get; set; }
}
