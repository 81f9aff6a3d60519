namespace Cnn.Planning;

/// <summary>How the values of one instance lie in memory.</summary>
public enum TensorLayout
{
    /// <summary>
    /// <c>[channels/16][height][width][16]</c>: blocks of 16 channels, whatever the processor; lanes past the last channel hold no value.
    /// </summary>
    Blocked,

    /// <summary><c>[height][width][channels]</c>: as users hand images in, and as the first layer reads them.</summary>
    ChannelsLast,

    /// <summary>
    /// <c>[channels][height][width]</c>: maps with too few channels to fill a block, between kernels that read 16 neighbouring pixels of a
    /// row.
    /// </summary>
    Planar,
}

/// <summary>Rows and columns of zeros around a map, so that a padded window needs no test of its bounds.</summary>
public readonly record struct Halo(int Top, int Bottom, int Left, int Right)
{
    /// <summary>Whether there is none.</summary>
    public bool IsNone => (Top | Bottom | Left | Right) == 0;

    /// <summary>The halo that serves both.</summary>
    public Halo Union(Halo other) =>
        new(Math.Max(Top, other.Top), Math.Max(Bottom, other.Bottom), Math.Max(Left, other.Left), Math.Max(Right, other.Right));
}

/// <summary>The addresses of one instance's values, in floats from the beginning of the tensor's place.</summary>
public readonly record struct TensorGeometry(TensorShape Shape, TensorLayout Layout, Halo Halo)
{
    /// <summary>Channels of a block.</summary>
    public const int Lanes = ChannelBlocks.Lanes;

    /// <summary>Rounds a count of floats up to a multiple of 16.</summary>
    public static long WholeLines(long floats) => (floats + Lanes - 1) / Lanes * Lanes;

    /// <summary>Blocks of 16 channels.</summary>
    public int Blocks => (Shape.Channels + Lanes - 1) / Lanes;

    /// <summary>From one pixel to the next in a row.</summary>
    public int PixelStride => Layout switch
    {
        TensorLayout.Blocked => Lanes,
        TensorLayout.Planar => 1,
        _ => Shape.Channels,
    };

    /// <summary>From one channel to the next, within a block of 16 where there are blocks.</summary>
    public int ChannelStride => Layout == TensorLayout.Planar ? PaddedHeight * RowStride : 1;

    /// <summary>Pixels of a row, the halo counted.</summary>
    public int PaddedWidth => Halo.Left + Shape.Width + Halo.Right;

    /// <summary>Rows, the halo counted.</summary>
    public int PaddedHeight => Halo.Top + Shape.Height + Halo.Bottom;

    /// <summary>From one row to the next.</summary>
    public int RowStride => PaddedWidth * PixelStride;

    /// <summary>From 16 channels to the next 16.</summary>
    public int BlockStride => Layout == TensorLayout.Blocked ? PaddedHeight * RowStride : Lanes * ChannelStride;

    /// <summary>Whether a pixel's channels lie equally far from one another, all of them.</summary>
    public bool ChannelsAreContiguous => BlockStride == Lanes * ChannelStride;

    /// <summary>Maps that follow one another: blocks of 16 channels, or channels.</summary>
    public int Planes => Layout switch
    {
        TensorLayout.Blocked => Blocks,
        TensorLayout.Planar => Shape.Channels,
        _ => 1,
    };

    /// <summary>From one of them to the next.</summary>
    public int PlaneStride => Layout == TensorLayout.Planar ? ChannelStride : BlockStride;

    /// <summary>Where the first pixel lies, behind the halo.</summary>
    public int Origin => Halo.Top * RowStride + Halo.Left * PixelStride;

    /// <summary>Floats of one instance, a multiple of 16.</summary>
    public long Floats
    {
        get
        {
            // The other sizes have 32 bits, and are those of a tensor whose floats fit into them.
            long values = (long)PaddedHeight * PaddedWidth * PixelStride * Planes;
            return (values + Lanes - 1) / Lanes * Lanes;
        }
    }

    /// <summary>Floats of one row of pixels, without the halo.</summary>
    public int RowFloats => Shape.Width * PixelStride;

    /// <summary>For comments: <c>[1][28][28][16]</c>.</summary>
    public override string ToString()
    {
        string rows = Halo.IsNone ? Invariant.Format($"[{Shape.Height}][{Shape.Width}]")
            : Invariant.Format($"[{Halo.Top}+{Shape.Height}+{Halo.Bottom}][{Halo.Left}+{Shape.Width}+{Halo.Right}]");
        return Layout switch
        {
            TensorLayout.Blocked => Invariant.Format($"[{Blocks}]{rows}[16]"),
            TensorLayout.Planar => Invariant.Format($"[{Shape.Channels}]{rows}"),
            _ => Invariant.Format($"{rows}[{Shape.Channels}]"),
        };
    }
}
