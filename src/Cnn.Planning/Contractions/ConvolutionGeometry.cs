namespace Cnn.Planning;

/// <summary>
/// A convolution as its contractions see it. A dense layer is one, too: its kernel covers the whole map. Weights are packed
/// <c>[maps/16][rows][columns][channels][16]</c>, and turned <c>[channels/16][rows][columns][maps][16]</c>; in groups, each block of 16 has
/// only the range of channels (or maps) that one of the 16 is connected to, with zeros where another is not.
/// </summary>
internal sealed record ConvolutionGeometry(SpatialWindow Window, int Maps, TensorGeometry X, TensorGeometry Y, int Groups)
{
    private const int Lanes = TensorGeometry.Lanes;

    public int Channels => X.Shape.Channels;

    public int OutputRows => Y.Shape.Height;

    public int OutputColumns => Y.Shape.Width;

    public int MapBlocks => (Maps + Lanes - 1) / Lanes;

    public int ChannelBlocks => (Channels + Lanes - 1) / Lanes;

    /// <summary>
    /// Whether each map reads one channel, the one of its own number: then the weights are <c>[maps/16][rows][columns][16]</c>, and are not
    /// turned.
    /// </summary>
    public bool IsDepthwise => Groups > 1 && Groups == Channels && Groups == Maps;

    /// <summary>Elements of the kernel.</summary>
    public int Taps => Window.Rows * Window.Columns;

    /// <summary>Blocks of maps that read the same channels.</summary>
    public IReadOnlyList<GroupRun> MapRuns => GroupRun.Of(Groups, Maps / Groups, Channels / Groups);

    /// <summary>Blocks of channels that are read by the same maps.</summary>
    public IReadOnlyList<GroupRun> ChannelRuns => GroupRun.Of(Groups, Channels / Groups, Maps / Groups);

    /// <summary>Where the first window begins in X, its padding included; the halo makes room for it.</summary>
    public int FirstWindow => X.Origin - Window.PadTop * X.RowStride - Window.PadLeft * X.PixelStride;

    /// <summary>From one row of the kernel to the next in X.</summary>
    public int TapRowStride => Window.DilationRows * X.RowStride;

    /// <summary>From one column of the kernel to the next in X.</summary>
    public int TapColumnStride => Window.DilationColumns * X.PixelStride;

    /// <summary>Whether the output is one pixel that every input pixel reaches: then instances take the place of pixels.</summary>
    public bool IsDense =>
        Y.Shape.IsVector && !IsDepthwise && !Window.IsDilated
        && Window.Rows - Window.PadTop >= X.Shape.Height && Window.Columns - Window.PadLeft >= X.Shape.Width;

    /// <summary>The halo that X needs so that every window lies inside.</summary>
    public static Halo InputHalo(SpatialWindow window) => new(window.PadTop, window.PadBottom, window.PadLeft, window.PadRight);

    /// <summary>Where the block lies that a channel is in.</summary>
    public static int BlockOf(TensorGeometry geometry, int channel) => channel / Lanes * geometry.BlockStride;

    /// <summary>
    /// A range of channels as they lie in memory, counted from the beginning of the first one's block: whole blocks of 16 where there are
    /// any, and what is before and after them; one piece where all channels lie side by side.
    /// </summary>
    public static IEnumerable<ChannelPiece> Pieces(TensorGeometry geometry, int first, int count)
    {
        int lane = first % Lanes;
        if (geometry.ChannelsAreContiguous)
        {
            yield return new(lane, 0, 1, count);
            yield break;
        }
        int head = lane == 0 ? 0 : Math.Min(count, Lanes - lane), whole = (count - head) / Lanes, rest = count - head - whole * Lanes;
        int block = head > 0 ? 1 : 0;
        if (head > 0) yield return new(lane, 0, 1, head);
        if (whole > 0) yield return new(block * geometry.BlockStride, head, whole, Lanes);
        if (rest > 0) yield return new((block + whole) * geometry.BlockStride, head + whole * Lanes, 1, rest);
    }
}

/// <summary>Channels that lie side by side, in blocks.</summary>
/// <param name="At">Where the first of them lies.</param>
/// <param name="Index">How many channels of the range are before them.</param>
/// <param name="Blocks">Blocks.</param>
/// <param name="Channels">Channels of each block.</param>
internal readonly record struct ChannelPiece(int At, int Index, int Blocks, int Channels);
