namespace Cnn;

/// <summary>How a network's convolutions are computed, where there is a choice.</summary>
public enum ConvolutionAlgorithm
{
    /// <summary>What is estimated to be fastest, for each convolution.</summary>
    Fastest,

    /// <summary>Directly, by the sum that defines it: the fewest roundings, and no memory for transformed weights.</summary>
    Direct,

    /// <summary>
    /// By Winograd's minimal filtering (Lavin and Gray, 2016) wherever it can be: 3 × 3 and 5 × 5 kernels that move by one pixel. Its
    /// roundings are about ten times those of the direct sum.
    /// </summary>
    Winograd,
}
