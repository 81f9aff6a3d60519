namespace Cnn;

/// <summary>
/// One tensor of a network: its name and shape in a weight file (PyTorch's), and where it lies, packed, in the parameter arena.
/// </summary>
/// <remarks>
/// Kernels are packed as <c>[maps/16][rows][columns][channels][16]</c>, vectors as <c>[maps/16][16]</c>; the lanes past the
/// last map are zero and stay zero. A dense layer is a convolution whose kernel covers the whole map, so its file columns run
/// in channel, row, column order.
/// </remarks>
public sealed class ParameterInfo
{
    private ParameterInfo(string name, int[] shape, int offset, int maps, int channels, int rows, int columns)
    {
        Name = name;
        Shape = shape;
        Offset = offset;
        Maps = maps;
        Channels = channels;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>The name in a weight file, for example <c>conv1.weight</c>.</summary>
    public string Name { get; }

    /// <summary>The shape in a weight file: <c>[maps, channels, rows, columns]</c>, <c>[outputs, inputs]</c> or <c>[maps]</c>.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Where the packed tensor begins in the parameter arena, in floats; a multiple of 16.</summary>
    public int Offset { get; }

    /// <summary>Output feature maps.</summary>
    public int Maps { get; }

    /// <summary>Input channels that one map reads; 1 for a vector.</summary>
    public int Channels { get; }

    /// <summary>Kernel rows; 1 for a vector.</summary>
    public int Rows { get; }

    /// <summary>Kernel columns; 1 for a vector.</summary>
    public int Columns { get; }

    /// <summary>Whether an optimizer changes it; a batch norm's running statistics and radial basis functions' codes are not trained.</summary>
    public bool IsTrainable { get; private init; } = true;

    /// <summary>The standard deviation (normal) or the bound (uniform) of the first values; 0 where they are all <see cref="InitialValue"/>.</summary>
    public float InitialScale { get; private init; }

    /// <summary>The first values, where they are not drawn.</summary>
    public float InitialValue { get; private init; }

    /// <summary>Whether the first values are drawn from a normal distribution rather than a uniform one.</summary>
    public bool InitialIsNormal { get; private init; }

    /// <summary>Whether the first values are the codes of classes, −1 and 1: the digits' pictures where there are ten of 84 elements, else drawn.</summary>
    public bool InitialIsCode { get; private init; }

    /// <summary>Elements in a weight file.</summary>
    public int ElementCount => Maps * Channels * Rows * Columns;

    /// <summary>Floats in the parameter arena, the padding lanes counted.</summary>
    public int PackedLength => (Maps + 15) / 16 * 16 * Channels * Rows * Columns;

    /// <summary>A convolution's kernel, <c>[maps, channels, rows, columns]</c> in a weight file.</summary>
    public static ParameterInfo Kernel(string name, int offset, int maps, int channels, int rows, int columns, float initialScale, bool initialIsNormal) =>
        new(name, [maps, channels, rows, columns], offset, maps, channels, rows, columns) { InitialScale = initialScale, InitialIsNormal = initialIsNormal };

    /// <summary>A dense layer's matrix, <c>[outputs, channels × rows × columns]</c> in a weight file.</summary>
    public static ParameterInfo Matrix(string name, int offset, int outputs, int channels, int rows, int columns, float initialScale, bool initialIsNormal) =>
        new(name, [outputs, checked(channels * rows * columns)], offset, outputs, channels, rows, columns) { InitialScale = initialScale, InitialIsNormal = initialIsNormal };

    /// <summary>A number for each map, <c>[maps]</c> in a weight file: a bias, or what a batch norm scales by.</summary>
    public static ParameterInfo Vector(string name, int offset, int maps, float initialValue, bool isTrainable = true) =>
        new(name, [maps], offset, maps, 1, 1, 1) { InitialValue = initialValue, IsTrainable = isTrainable };

    /// <summary>The codes of radial basis functions, <c>[outputs, inputs]</c> in a weight file; not trained.</summary>
    public static ParameterInfo Codes(string name, int offset, int outputs, int inputs) =>
        new(name, [outputs, inputs], offset, outputs, inputs, 1, 1) { InitialIsCode = true, IsTrainable = false };

    /// <summary>
    /// Where element <paramref name="index"/> of the weight file's order (map, channel, row, column) lies in the packed tensor, relative to <see cref="Offset"/>.
    /// </summary>
    public int PackedIndex(int index)
    {
        int column = index % Columns;
        int row = index / Columns % Rows;
        int channel = index / (Columns * Rows) % Channels;
        int map = index / (Columns * Rows * Channels);
        return (((map / 16 * Rows + row) * Columns + column) * Channels + channel) * 16 + map % 16;
    }
}
