using System.ComponentModel;

namespace Cnn.Runtime;

/// <summary>
/// What a batch norm remembers of 16 channels within a training step: seven vectors of 16 floats, one after the other. The constants are
/// where each begins.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ChannelStatistics
{
    /// <summary>Floats of a record.</summary>
    public const int Floats = 7 * ChannelBlocks.Lanes;

    /// <summary>The mean over the batch and the pixels, to a float's digits.</summary>
    internal const nuint Mean = 0;

    /// <summary>The mean squared distance from it (divided by the number of values, not by one less).</summary>
    internal const nuint Variance = ChannelBlocks.Lanes;

    /// <summary>1 / √(variance + ε).</summary>
    internal const nuint InverseDeviation = 2 * ChannelBlocks.Lanes;

    /// <summary>γ / √(variance + ε).</summary>
    internal const nuint Factor = 3 * ChannelBlocks.Lanes;

    /// <summary>What x - mean is multiplied by in the gradient of x.</summary>
    internal const nuint GradientSlope = 4 * ChannelBlocks.Lanes;

    /// <summary>What is added in the gradient of x.</summary>
    internal const nuint GradientOffset = 5 * ChannelBlocks.Lanes;

    /// <summary>What the mean is more than that.</summary>
    internal const nuint MeanRest = 6 * ChannelBlocks.Lanes;
}
