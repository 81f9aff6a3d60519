namespace Cnn;

/// <summary>
/// The residual block of ResNet-18 and ResNet-34 (He et al., 2016): two 3×3 convolutions, each with a batch norm, and a shortcut around
/// them; relu in between and at the end.
/// </summary>
public sealed class ResidualAttribute(int maps) : BlockAttribute
{
    /// <summary>Output feature maps of both convolutions.</summary>
    public int Maps { get; } = maps;

    /// <summary>
    /// The stride of the first convolution and of a 1×1 convolution with a batch norm that then is the shortcut, 1 among them. Where it is
    /// left out, the shortcut is the input itself, which must have as many channels.
    /// </summary>
    public int Stride { get; set; }
}
