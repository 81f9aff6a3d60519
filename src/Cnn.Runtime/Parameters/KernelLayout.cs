namespace Cnn;

/// <summary>
/// Where the weights of a kernel lie when they are packed, <c>[maps/16][rows][columns][channels][16]</c>, and turned,
/// <c>[channels/16][rows][columns][maps][16]</c>, and which of them there are.
/// </summary>
/// <remarks>
/// In a kernel of several groups, a block of 16 maps has the channels of all groups that one of its maps is in. In a turned kernel, a
/// block of 16 channels has the maps of all groups that one of its channels is in. The weight of a channel that a map does not read is
/// zero. With a table of connections, each block has all channels.
/// </remarks>
internal sealed class KernelLayout
{
    private const int Lanes = ChannelBlocks.Lanes;

    private readonly int _maps, _channels, _groups, _taps;
    private readonly int[][]? _table;
    private readonly ElementOrder? _mapOrder, _channelOrder;
    private readonly Block[] _mapBlocks = [], _channelBlocks = [];

    /// <param name="maps">Output feature maps.</param>
    /// <param name="channels">Input channels of a group.</param>
    /// <param name="taps">Rows × columns of the kernel.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="table">The channels that each map reads; null where it reads all of its group.</param>
    /// <param name="mapOrder">Where a weight file has the maps; null where they are in order, as they are with a table.</param>
    /// <param name="channelOrder">Where it has the channels; null where they are in order, as they are with a table or groups.</param>
    public KernelLayout(
        int maps, int channels, int taps, int groups, int[][]? table, ElementOrder? mapOrder = null, ElementOrder? channelOrder = null)
    {
        (_maps, _channels, _taps, _groups, _table) = (maps, channels, taps, groups, table?.Select(row => row.ToArray()).ToArray());
        (_mapOrder, _channelOrder) = (mapOrder, channelOrder);
        if (groups == 1)
            return;
        _mapBlocks = Blocks(maps / groups, channels);
        _channelBlocks = Blocks(channels, maps / groups);
    }

    /// <summary>Floats of the packed kernel, the padding lanes counted.</summary>
    public int PackedLength => _groups == 1 ? (_maps + Lanes - 1) / Lanes * Lanes * _channels * _taps : _mapBlocks[^1].End(_taps);

    /// <summary>The channels of a block of 16 maps.</summary>
    public Block MapBlock(int block) => _groups == 1 ? new(0, _channels, block * _taps * _channels * Lanes) : _mapBlocks[block];

    /// <summary>The maps of a block of 16 channels, in the turned kernel.</summary>
    public Block ChannelBlock(int block) => _groups == 1 ? new(0, _maps, block * _taps * _maps * Lanes) : _channelBlocks[block];

    /// <summary>Whether each map reads all channels of its group, and a weight file has them one after the other.</summary>
    public bool IsDense => _table is null && _channelOrder is null;

    /// <summary>How many channels a map reads.</summary>
    public int ChannelCount(int map) => _table is null ? _channels : _table[map].Length;

    /// <summary>The channel that a map's kernel <paramref name="index"/> in a weight file is for.</summary>
    public int Channel(int map, int index) => _table is not null ? _table[map][index]
        : _channelOrder is not null ? _channelOrder.Position(index)
        : map / (_maps / _groups) * _channels + index;

    /// <summary>The map whose kernels a weight file has at an index.</summary>
    public int Map(int fileIndex) => _mapOrder?.Position(fileIndex) ?? fileIndex;

    /// <summary>Where a weight file's kernels of a map begin, in floats.</summary>
    /// <param name="map">The map.</param>
    /// <param name="end">Where those of the map before it end, which is where they begin if there is a table.</param>
    public int FileBegin(int map, int end) => _table is null ? (_mapOrder?.FileIndex(map) ?? map) * _channels * _taps : end;

    // Outputs and inputs of a group; forward, outputs are maps.
    private Block[] Blocks(int outputs, int inputs)
    {
        int all = outputs * _groups, offset = 0;
        Block[] blocks = new Block[(all + Lanes - 1) / Lanes];
        for (int block = 0; block < blocks.Length; block++)
        {
            var (first, last) = ChannelBlocks.Groups(block, outputs, all);
            blocks[block] = new((int)first * inputs, (int)(last - first + 1) * inputs, offset);
            offset = blocks[block].End(_taps);
        }
        return blocks;
    }

    /// <summary>What a block of 16 has.</summary>
    /// <param name="First">The first channel of a block of maps, or map of a block of channels.</param>
    /// <param name="Count">How many from there on.</param>
    /// <param name="Offset">Where the block begins, in floats.</param>
    public readonly record struct Block(int First, int Count, int Offset)
    {
        /// <summary>Where the block ends.</summary>
        public int End(int taps) => Offset + taps * Count * Lanes;
    }
}
