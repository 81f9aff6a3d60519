// The runtime compiles this file as well, which has no reference to the planner.
namespace Cnn;

/// <summary>
/// Maps and weights lie in blocks of 16 channels, whatever the instruction set: what the planner and the runtime know of them.
/// </summary>
internal static class ChannelBlocks
{
    /// <summary>Channels of a block.</summary>
    public const int Lanes = 16;

    /// <summary>The groups, the first and the last, that a block of the outputs of a kernel with groups is in.</summary>
    /// <param name="block">The block.</param>
    /// <param name="outputs">Outputs of a group.</param>
    /// <param name="all">Outputs of all groups.</param>
    public static (long First, long Last) Groups(long block, long outputs, long all) =>
        (block * Lanes / outputs, (Math.Min((block + 1) * Lanes, all) - 1) / outputs);
}
