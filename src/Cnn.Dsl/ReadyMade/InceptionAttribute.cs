namespace Cnn;

/// <summary>
/// The inception module of GoogLeNet (Szegedy et al., 2015): four branches side by side, their maps one after the other; each convolution
/// ends in relu.
/// </summary>
public sealed class InceptionAttribute(int c1, int r3, int c3, int r5, int c5, int p) : BlockAttribute
{
    /// <summary>Maps of the 1×1 convolution.</summary>
    public int C1 { get; } = c1;

    /// <summary>Maps of the 1×1 convolution before the 3×3 one.</summary>
    public int R3 { get; } = r3;

    /// <summary>Maps of the 3×3 convolution.</summary>
    public int C3 { get; } = c3;

    /// <summary>Maps of the 1×1 convolution before the 5×5 one.</summary>
    public int R5 { get; } = r5;

    /// <summary>Maps of the 5×5 convolution.</summary>
    public int C5 { get; } = c5;

    /// <summary>Maps of the 1×1 convolution after the pooling.</summary>
    public int P { get; } = p;
}
