namespace Cnn;

/// <summary>The shape of one instance: height × width × channels. A vector has height and width 1.</summary>
public readonly record struct TensorShape(int Height, int Width, int Channels)
{
    /// <summary>Height × width × channels.</summary>
    /// <exception cref="OverflowException">These are more than 2,147,483,647.</exception>
    public int ElementCount
    {
        get
        {
            long pixels = (long)Height * Width;
            return pixels == (int)pixels && pixels * Channels is var count && count == (int)count ? (int)count : throw TooMany();
        }
    }

    private OverflowException TooMany() => new(FormattableString.Invariant(
        $"A shape has {int.MaxValue:N0} elements at most; {this} has more."));

    /// <summary>As a <c>.cnn</c> file writes it, for example <c>28x28x1</c>.</summary>
    public override string ToString() => FormattableString.Invariant($"{Height}x{Width}x{Channels}");
}
