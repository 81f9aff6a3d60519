namespace Cnn.Planning;

/// <summary>A weighted sum of the pixels of a window, as a convolution or a dense layer is.</summary>
/// <param name="Window">The window; a dense layer's covers the whole map.</param>
/// <param name="Groups">Groups that maps and channels are cut into.</param>
internal sealed record Contraction(SpatialWindow Window, int Groups)
{
    /// <summary>Whether each map reads the channel of its own number.</summary>
    public bool IsDepthwise { get; init; }

    /// <summary>Whether a table says which channels each map reads.</summary>
    public bool HasTable { get; init; }

    /// <summary>Whether a dense layer's.</summary>
    public bool IsMatrix { get; init; }

    /// <summary>
    /// Whether a dense layer reads a vector: its weights lie by the map that the vector is made of, in the order of the vector's elements.
    /// </summary>
    public bool ReadsVector { get; init; }
}

/// <summary>A pooling over rows and columns.</summary>
/// <param name="Kind">What a window's number is.</param>
/// <param name="Window">The window.</param>
internal sealed record Pooling(PoolKind Kind, SpatialWindow Window);
