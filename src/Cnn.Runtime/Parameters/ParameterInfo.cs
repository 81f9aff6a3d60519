namespace Cnn;

/// <summary>
/// One tensor of a network: its name and shape in a weight file (PyTorch's), and where it lies, packed, in the parameter arena.
/// </summary>
/// <remarks>
/// Kernels are packed as <c>[maps/16][rows][columns][channels][16]</c>, vectors as <c>[maps/16][16]</c>; the lanes past the
/// last map are zero and stay zero. A dense layer is a convolution whose kernel covers the whole map, so its file columns run
/// in channel, row, column order. Wherever else maps or channels are the elements of a flattened map, they are packed pixel by pixel, and a
/// weight file
/// has them channel by channel, which is what the orders of the factories say.
/// In a convolution of several groups, a block of 16 maps has the channels of all groups that a map of it is in; the weights of channels
/// that a map
/// is not connected to are zero and stay zero.
/// </remarks>
public sealed class ParameterInfo
{
    private ParameterInfo(
        string name, int[] shape, int offset, int maps, int channels, int rows, int columns,
        int groups = 1, int[][]? table = null, int[]? mapOrder = null, int[]? channelOrder = null)
    {
        Name = name;
        Shape = FixedList.Of(shape, nameof(shape));
        Offset = offset;
        Maps = maps;
        Channels = channels;
        Rows = rows;
        Columns = columns;
        Groups = groups;
        ElementCount = (table is null ? maps * channels : shape[0]) * rows * columns;
        ElementOrder? ofMaps = ElementOrder.Of(mapOrder, maps, name), ofChannels = ElementOrder.Of(channelOrder, channels, name);
        Layout = new KernelLayout(maps, channels, rows * columns, groups, table, ofMaps, ofChannels);
    }

    /// <summary>The name in a weight file, for example <c>conv1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// The shape in a weight file: <c>[maps, channels, rows, columns]</c>, <c>[connections, rows, columns]</c>, <c>[outputs, inputs]</c> or
    /// <c>[maps]</c>.
    /// </summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Where the packed tensor begins in the parameter arena, in floats; a multiple of 16.</summary>
    public int Offset { get; }

    /// <summary>Output feature maps.</summary>
    public int Maps { get; }

    /// <summary>Input channels that one map reads, or may read where there is a table of connections; 1 for a vector.</summary>
    public int Channels { get; }

    /// <summary>Groups of a convolution, each of whose maps read the channels of the group.</summary>
    public int Groups { get; }

    /// <summary>Kernel rows; 1 for a vector.</summary>
    public int Rows { get; }

    /// <summary>Kernel columns; 1 for a vector.</summary>
    public int Columns { get; }

    /// <summary>
    /// Whether an optimizer changes it; a batch norm's running statistics and radial basis functions' codes are not trained.
    /// </summary>
    public bool IsTrainable { get; private init; } = true;

    /// <summary>Whether it belongs to an auxiliary classifier, which is there for training only: predictions do without.</summary>
    public bool IsAuxiliary { get; private init; }

    /// <summary>
    /// The standard deviation (normal), the bound (uniform) or the gain (orthogonal) of the first values; 0 where they are all
    /// <see cref="InitialValue"/>.
    /// </summary>
    public float InitialScale { get; private init; }

    /// <summary>The first values, where they are not drawn.</summary>
    public float InitialValue { get; private init; }

    /// <summary>Whether the first values are drawn from a normal distribution rather than a uniform one.</summary>
    public bool InitialIsNormal { get; private init; }

    /// <summary>
    /// Whether the first values are a matrix, of so many rows as there are maps, whose rows are orthonormal, or its columns where there are
    /// fewer, times <see cref="InitialScale"/>; one for each group.
    /// </summary>
    public bool InitialIsOrthogonal { get; private init; }

    /// <summary>
    /// Whether the first values are the codes of classes, −1 and 1: the digits' pictures where there are ten of 84 elements, else drawn.
    /// </summary>
    public bool InitialIsCode { get; private init; }

    /// <summary>Whether each map of a kernel reads one channel, that of its own number.</summary>
    public bool IsDepthwise { get; private init; }

    /// <summary>Elements in a weight file.</summary>
    public int ElementCount { get; }

    /// <summary>Floats in the parameter arena, the padding lanes and whatever is not connected counted.</summary>
    public int PackedLength => Layout.PackedLength;

    internal KernelLayout Layout { get; }

    /// <summary>
    /// A convolution's kernel, <c>[maps, channels, rows, columns]</c> in a weight file, where channels are those of a group.
    /// </summary>
    /// <param name="name">The name in a weight file.</param>
    /// <param name="offset">Where the packed tensor begins.</param>
    /// <param name="maps">Output feature maps.</param>
    /// <param name="channels">Input channels of a group.</param>
    /// <param name="rows">Kernel rows.</param>
    /// <param name="columns">Kernel columns.</param>
    /// <param name="initialScale">The scale of the first values.</param>
    /// <param name="initialIsNormal">Whether they are drawn from a normal distribution.</param>
    /// <param name="groups">Groups.</param>
    /// <param name="isAuxiliary">Whether it is an auxiliary classifier's.</param>
    /// <param name="mapOrder">
    /// Where maps are the elements of flattened maps: the pixels and channels of each of these, one after the other, and 1 and a count
    /// between.
    /// </param>
    /// <param name="channelOrder">The same for channels.</param>
    /// <param name="initialIsOrthogonal">Whether they are orthogonal matrices, and the scale their gain.</param>
    /// <param name="initialValue">Each of them, where the scale is 0.</param>
    /// <param name="isDepthwise">Whether each map reads one channel, that of its own number.</param>
    public static ParameterInfo Kernel(
        string name, int offset, int maps, int channels, int rows, int columns, float initialScale, bool initialIsNormal, int groups = 1,
        bool isAuxiliary = false,
        int[]? mapOrder = null, int[]? channelOrder = null, bool initialIsOrthogonal = false, float initialValue = 0,
        bool isDepthwise = false) =>
        new(name, [maps, channels, rows, columns], offset, maps, channels, rows, columns, groups, null, mapOrder, channelOrder)
        {
            InitialScale = initialScale,
            InitialIsNormal = initialIsNormal,
            InitialIsOrthogonal = initialIsOrthogonal,
            InitialValue = initialValue,
            IsAuxiliary = isAuxiliary,
            IsDepthwise = isDepthwise,
        };

    /// <summary>
    /// The kernel of a convolution with a table of connections, <c>[connections, rows, columns]</c> in a weight file: each map's kernels
    /// one after the other.
    /// </summary>
    /// <param name="name">The name in a weight file.</param>
    /// <param name="offset">Where the packed tensor begins.</param>
    /// <param name="maps">Output feature maps.</param>
    /// <param name="channels">Input channels.</param>
    /// <param name="rows">Kernel rows.</param>
    /// <param name="columns">Kernel columns.</param>
    /// <param name="initialScale">The scale of the first values.</param>
    /// <param name="initialIsNormal">Whether they are drawn from a normal distribution.</param>
    /// <param name="table">The channels that each map reads, in the order of its kernels.</param>
    /// <param name="isAuxiliary">Whether it is an auxiliary classifier's.</param>
    /// <param name="initialIsOrthogonal">Whether they are orthogonal matrices, and the scale their gain.</param>
    /// <param name="initialValue">Each of them, where the scale is 0.</param>
    public static ParameterInfo Kernel(
        string name, int offset, int maps, int channels, int rows, int columns, float initialScale, bool initialIsNormal, int[][] table,
        bool isAuxiliary = false, bool initialIsOrthogonal = false, float initialValue = 0)
    {
        ArgumentNullException.ThrowIfNull(table);
        return new(
            name, [table.Sum(read => read.Length), rows, columns], offset, maps, channels, rows, columns, 1, table)
        {
            InitialScale = initialScale,
            InitialIsNormal = initialIsNormal,
            InitialIsOrthogonal = initialIsOrthogonal,
            InitialValue = initialValue,
            IsAuxiliary = isAuxiliary,
        };
    }

    /// <summary>A dense layer's matrix, <c>[outputs, channels × rows × columns]</c> in a weight file.</summary>
    /// <param name="name">The name in a weight file.</param>
    /// <param name="offset">Where the packed tensor begins.</param>
    /// <param name="outputs">Outputs.</param>
    /// <param name="channels">Channels of the map that it reads.</param>
    /// <param name="rows">Rows of the map.</param>
    /// <param name="columns">Columns of the map.</param>
    /// <param name="initialScale">The scale of the first values.</param>
    /// <param name="initialIsNormal">Whether they are drawn from a normal distribution.</param>
    /// <param name="isAuxiliary">Whether it is an auxiliary classifier's.</param>
    /// <param name="mapOrder">Where outputs are added to the elements of flattened maps: as that of a kernel.</param>
    /// <param name="channelOrder">Where channels are the elements of flattened maps.</param>
    /// <param name="initialIsOrthogonal">Whether they are orthogonal matrices, and the scale their gain.</param>
    /// <param name="initialValue">Each of them, where the scale is 0.</param>
    public static ParameterInfo Matrix(
        string name, int offset, int outputs, int channels, int rows, int columns, float initialScale, bool initialIsNormal,
        bool isAuxiliary = false,
        int[]? mapOrder = null, int[]? channelOrder = null, bool initialIsOrthogonal = false, float initialValue = 0) =>
        new(name, [outputs, checked(channels * rows * columns)], offset, outputs, channels, rows, columns, 1, null, mapOrder, channelOrder)
        {
            InitialScale = initialScale,
            InitialIsNormal = initialIsNormal,
            InitialIsOrthogonal = initialIsOrthogonal,
            InitialValue = initialValue,
            IsAuxiliary = isAuxiliary,
        };

    /// <summary>A number for each map, <c>[maps]</c> in a weight file: a bias, or what a batch norm scales by.</summary>
    /// <param name="name">The name in a weight file.</param>
    /// <param name="offset">Where the packed tensor begins.</param>
    /// <param name="maps">Maps.</param>
    /// <param name="initialValue">The first value of each.</param>
    /// <param name="isTrainable">Whether an optimizer changes it.</param>
    /// <param name="isAuxiliary">Whether it is an auxiliary classifier's.</param>
    /// <param name="mapOrder">Where maps are the elements of flattened maps: as that of a kernel.</param>
    public static ParameterInfo Vector(
        string name, int offset, int maps, float initialValue, bool isTrainable = true, bool isAuxiliary = false, int[]? mapOrder = null) =>
        new(name, [maps], offset, maps, 1, 1, 1, mapOrder: mapOrder)
        {
            InitialValue = initialValue,
            IsTrainable = isTrainable,
            IsAuxiliary = isAuxiliary,
        };

    /// <summary>The codes of radial basis functions, <c>[outputs, inputs]</c> in a weight file; not trained.</summary>
    /// <param name="name">The name in a weight file.</param>
    /// <param name="offset">Where the packed tensor begins.</param>
    /// <param name="outputs">Classes.</param>
    /// <param name="inputs">Elements of a code.</param>
    /// <param name="isAuxiliary">Whether it is an auxiliary classifier's.</param>
    /// <param name="channelOrder">Where inputs are the elements of flattened maps: as that of a kernel.</param>
    public static ParameterInfo Codes(
        string name, int offset, int outputs, int inputs, bool isAuxiliary = false, int[]? channelOrder = null) =>
        new(name, [outputs, inputs], offset, outputs, inputs, 1, 1, channelOrder: channelOrder)
        {
            InitialIsCode = true,
            IsTrainable = false,
            IsAuxiliary = isAuxiliary,
        };

    /// <summary>
    /// Where element <paramref name="index"/> of the weight file's order (map, channel, row, column) lies in the packed tensor, relative to
    /// <see cref="Offset"/>.
    /// </summary>
    public int PackedIndex(int index)
    {
        int map = 0, tap = index % (Rows * Columns), kernel = index / (Rows * Columns);
        for (; kernel >= Layout.ChannelCount(map); map++) kernel -= Layout.ChannelCount(map);
        map = Layout.Map(map);
        KernelLayout.Block block = Layout.MapBlock(map / ChannelBlocks.Lanes);
        int row = tap * block.Count + Layout.Channel(map, kernel) - block.First;
        return block.Offset + row * ChannelBlocks.Lanes + map % ChannelBlocks.Lanes;
    }
}
