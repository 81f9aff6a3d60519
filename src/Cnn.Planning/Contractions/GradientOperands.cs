namespace Cnn.Planning;

/// <summary>
/// What the parts of a data gradient have in common, for one run of blocks of channels; for all channels of a depth-wise convolution, where
/// there is no run, and each channel gathers from the map of its own number.
/// </summary>
internal sealed record GradientOperands(
    ConvolutionGeometry Convolution, GroupRun? Run, TensorGeometry Gradient, TensorGeometry InputGradient, TensorGeometry Derivative)
{
    private const int Lanes = TensorGeometry.Lanes;

    /// <summary>From one element of the kernel to the next, in the turned weights of 16 channels.</summary>
    public int TapStride => (Run?.Inputs ?? 1) * Lanes;

    /// <summary>Where the gradient of the first map's first pixel lies.</summary>
    public int FirstGradient => Gradient.Origin + ConvolutionGeometry.BlockOf(Gradient, Run?.FirstInput ?? 0);

    /// <summary>Where the turned weights begin.</summary>
    public int FirstWeight => (int)((Run?.WeightRow ?? 0) * Convolution.Taps * Lanes);

    /// <summary>Where the result begins.</summary>
    public int FirstInputGradient => InputGradient.Origin + (Run?.FirstBlock ?? 0) * InputGradient.BlockStride;

    /// <summary>Where the values begin at which a derivative is taken.</summary>
    public int FirstDerivative => Derivative.Origin + (Run?.FirstBlock ?? 0) * Derivative.BlockStride;

    /// <summary>The blocks of channels, and the dimensions given.</summary>
    /// <param name="isRead">Whether anything is read; else weights have no place.</param>
    /// <param name="inner">Dimensions within a block.</param>
    public EquatableArray<ColumnDimension> Columns(bool isRead, params ColumnDimension[] inner)
    {
        int weights = isRead ? Convolution.Taps * TapStride : 0;
        if (Run is null)
        {
            var all = new ColumnDimension(
                "c", Convolution.ChannelBlocks, weights, InputGradient.BlockStride, Derivative.BlockStride) { A = isRead
                    ? Gradient.BlockStride : 0 };
            return Dimensions.Simplify([all, .. inner]);
        }
        var blocks = new ColumnDimension("c", Run.Blocks, weights, InputGradient.BlockStride, Derivative.BlockStride);
        if (Run.Repeats == 1) return Dimensions.Simplify([blocks, .. inner]);
        var groups = new ColumnDimension(
            "g", Run.Repeats, isRead ? (int)(Run.PeriodRows * Convolution.Taps * Lanes) : 0,
            Run.PeriodBlocks * InputGradient.BlockStride, Run.PeriodBlocks * Derivative.BlockStride)
        {
            A = isRead ? ConvolutionGeometry.BlockOf(Gradient, Run.PeriodInputs) : 0,
        };
        return Dimensions.Simplify([groups, blocks, .. inner]);
    }

    /// <summary>The sum over the kernel elements given and the maps.</summary>
    public IEnumerable<Segment> Segments(params ReducedDimension[] taps) => Run is null
        ? [new(0, 0, Dimensions.Simplify(taps))]
        : ConvolutionGeometry.Pieces(Gradient, Run.FirstInput, Run.Inputs)
            .Select(piece => new Segment(piece.At, piece.Index * Lanes, Dimensions.Simplify(
            [.. taps, new("b", piece.Blocks, Gradient.BlockStride, Lanes * Lanes), new("k", piece.Channels, 1, Lanes)])));
}
