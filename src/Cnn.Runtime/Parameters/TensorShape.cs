namespace Cnn;

/// <summary>The shape of one instance: height × width × channels. A vector has height and width 1.</summary>
public readonly record struct TensorShape(int Height, int Width, int Channels)
{
    /// <summary>Height × width × channels.</summary>
    public int ElementCount => checked(Height * Width * Channels);

    /// <summary>As a <c>.cnn</c> file writes it, for example <c>28x28x1</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Height}x{Width}x{Channels}");
}
