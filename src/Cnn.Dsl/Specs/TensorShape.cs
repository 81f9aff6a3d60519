namespace Cnn.Dsl;

/// <summary>The shape of one instance: height × width × channels. A vector has height and width 1.</summary>
public readonly record struct TensorShape(int Height, int Width, int Channels)
{
    /// <summary>Height × width × channels.</summary>
    public long ElementCount => (long)Height * Width * Channels;

    /// <summary>Whether there is one pixel only.</summary>
    public bool IsVector => Height == 1 && Width == 1;

    /// <summary>As text writes it, for example <c>28x28x6</c>.</summary>
    public override string ToString() => Invariant.Format($"{Height}x{Width}x{Channels}");
}
