namespace Cnn.Dsl;

/// <summary>
/// A convolution as its contractions see it. A dense layer is one, too: its kernel covers the whole map.
/// Weights are packed <c>[maps/16][rows][columns][channels][16]</c>, and turned <c>[channels/16][rows][columns][maps][16]</c>.
/// </summary>
internal sealed record ConvolutionGeometry(SpatialWindow Window, int Maps, TensorGeometry X, TensorGeometry Y)
{
    private const int Lanes = TensorGeometry.Lanes;

    public int Channels => X.Shape.Channels;

    public int OutputRows => Y.Shape.Height;

    public int OutputColumns => Y.Shape.Width;

    public int MapBlocks => (Maps + Lanes - 1) / Lanes;

    public int ChannelBlocks => (Channels + Lanes - 1) / Lanes;

    /// <summary>Floats of 16 maps' weights.</summary>
    public int WeightBlock => Window.Rows * Window.Columns * Channels * Lanes;

    /// <summary>Floats of 16 channels' turned weights.</summary>
    public int TurnedBlock => Window.Rows * Window.Columns * Maps * Lanes;

    /// <summary>Where the first window begins in X, its padding included; the halo makes room for it.</summary>
    public int FirstWindow => X.Origin - Window.PadTop * X.RowStride - Window.PadLeft * X.PixelStride;

    /// <summary>Whether the output is one pixel that every input pixel reaches: then instances take the place of pixels.</summary>
    public bool IsDense =>
        Y.Shape.IsVector && Window.Rows - Window.PadTop >= X.Shape.Height && Window.Columns - Window.PadLeft >= X.Shape.Width;

    /// <summary>The halo that X needs so that every window lies inside.</summary>
    public static Halo InputHalo(SpatialWindow window) => new(window.PadTop, window.PadBottom, window.PadLeft, window.PadRight);
}
