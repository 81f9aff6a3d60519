namespace Cnn.Runtime.Tests;

/// <summary>
/// The transforms of tiles against the matrices that define them, in double precision. Bᵀ and Aᵀ are those of Lavin and Gray (2016); where
/// theirs have the last row of Bᵀ and the last column of Aᵀ both negative, these have both positive.
/// </summary>
public sealed class WinogradTransformTests
{
    // The largest coefficients of two matrices multiply a rounding by a hundred or so.
    private const double Tolerance = 2e-5;

    // What nothing may write over.
    private const float Untouched = 77;

    private const int Block = 16;

    private static readonly int[][] s_input4 = [[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, -1, 0, 1]];

    private static readonly int[][] s_input6 =
        [[4, 0, -5, 0, 1, 0], [0, -4, -4, 1, 1, 0], [0, 4, -4, -1, 1, 0], [0, -2, -1, 2, 1, 0], [0, 2, -1, -2, 1, 0], [0, 4, 0, -5, 0, 1]];

    private static readonly Form s_f2x3 = new(2, s_input4, [[1, 1, 1, 0], [0, 1, -1, 1]]);

    private static readonly Form s_f4x3 = new(
        4, s_input6, [[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 0], [0, 1, 1, 4, 4, 0], [0, 1, -1, 8, -8, 1]]);

    private static readonly Form s_f2x5 = new(2, s_input6, [[1, 1, 1, 1, 1, 0], [0, 1, -1, 2, -2, 1]]);

    /// <summary>Rows and columns that tiles of two and of four divide, and that they do not.</summary>
    public static TheoryData<int, int> Sizes => new() { { 1, 1 }, { 4, 4 }, { 3, 5 }, { 6, 7 }, { 9, 2 } };

    // As generated code calls them, for no maps.
    [Fact]
    public void Forms_AreCompiledBeforeTheyAreCalled()
    {
        Calls<Winograd.F2x3>(3, 4);
        Calls<Winograd.F4x3>(3, 6);
        Calls<Winograd.F2x5>(5, 6);
    }

    private static void Calls<TForm>(int kernel, int tile)
        where TForm : struct, Winograd.IForm
    {
        float nothing = Untouched;
        WinogradTiles none = new(Rows: 1, Columns: 1, Blocks: 0, BlockTiles: 0, ElementStride: 0);
        Winograd.Compile(kernel, tile);
        long before = System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true);
        Winograd.TransformInput<TForm>(in nothing, default, ref nothing, none, 0, 0, isFar: false);
        Winograd.TransformOutput<TForm, Winograd.FromBias, Winograd.Relu>(
            in nothing, none, in nothing, ref nothing, default, in nothing, default, 0, 0);
        Assert.Equal(before, System.Runtime.JitInfo.GetCompiledMethodCount(currentThread: true));
        Assert.Equal(Untouched, nothing);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Input_IsTheMatrices(int rows, int columns)
    {
        Input<Winograd.F2x3>(s_f2x3, rows, columns, isFar: false);
        Input<Winograd.F4x3>(s_f4x3, rows, columns, isFar: true);
        Input<Winograd.F2x5>(s_f2x5, rows, columns, isFar: false);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void OutputGradient_IsTheMatrices(int rows, int columns)
    {
        Gradient<Winograd.F2x3>(s_f2x3, rows, columns);
        Gradient<Winograd.F4x3>(s_f4x3, rows, columns);
        Gradient<Winograd.F2x5>(s_f2x5, rows, columns);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Output_IsTheMatrices_AndCutAtTheBorder(int rows, int columns)
    {
        Output<Winograd.F2x3, Winograd.FromZero, Winograd.None>(s_f2x3, rows, columns, (sum, _, _, _) => sum);
        Output<Winograd.F4x3, Winograd.FromZero, Winograd.None>(s_f4x3, rows, columns, (sum, _, _, _) => sum);
        Output<Winograd.F2x5, Winograd.FromZero, Winograd.None>(s_f2x5, rows, columns, (sum, _, _, _) => sum);
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Sums_BeginWithWhatTheyAreToldTo(int rows, int columns)
    {
        Output<Winograd.F2x3, Winograd.FromBias, Winograd.None>(s_f2x3, rows, columns, (sum, bias, _, _) => sum + bias);
        Output<Winograd.F4x3, Winograd.FromBias, Winograd.Added<Winograd.None>>(s_f4x3, rows, columns, (sum, bias, _, y) => sum + bias + y);
        Output<Winograd.F4x3, Winograd.FromResult, Winograd.None>(s_f4x3, rows, columns, (sum, _, before, _) => sum + before);
        Output<Winograd.F2x5, Winograd.FromResult, Winograd.Added<Winograd.Relu>>(
            s_f2x5, rows, columns, (sum, _, before, y) => Math.Max(0, sum + before + y));
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Epilogues_AreTheirFunctions(int rows, int columns)
    {
        Output<Winograd.F4x3, Winograd.FromBias, Winograd.Relu>(s_f4x3, rows, columns, (sum, bias, _, _) => Math.Max(0, sum + bias));
        Output<Winograd.F4x3, Winograd.FromBias, Winograd.LeakyRelu>(
            s_f4x3, rows, columns, (sum, bias, _, _) => Math.Max((sum + bias) / 100, sum + bias));
        Output<Winograd.F4x3, Winograd.FromZero, Winograd.ReluDerivative>(s_f4x3, rows, columns, (sum, _, _, y) => y > 0 ? sum : 0);
        Output<Winograd.F4x3, Winograd.FromZero, Winograd.LeakyReluDerivative>(
            s_f4x3, rows, columns, (sum, _, _, y) => y > 0 ? sum : sum / 100);
        Output<Winograd.F4x3, Winograd.FromZero, Winograd.EluDerivative>(s_f4x3, rows, columns, (sum, _, _, y) => sum * Math.Min(1, y + 1));
        Output<Winograd.F4x3, Winograd.FromZero, Winograd.TanhDerivative>(s_f4x3, rows, columns, (sum, _, _, y) => sum * (1 - (y * y)));
        Output<Winograd.F4x3, Winograd.FromZero, Winograd.ScaledTanhDerivative>(
            s_f4x3, rows, columns, (sum, _, _, y) => sum * 2 / (3 * 1.7159) * (1.7159 - y) * (1.7159 + y));
        Output<Winograd.F4x3, Winograd.FromResult, Winograd.SigmoidDerivative>(
            s_f4x3, rows, columns, (sum, _, before, y) => (sum + before) * y * (1 - y));
    }

    /// <summary>As contractions have it, whose ReLU no test can tell from that of Winograd's algorithm.</summary>
    [Fact]
    public void Relu_OfMinusZeroIsZero_AndOfNaNIsNaN()
    {
        float[] products = new float[16 * 2 * Block], output = new float[4 * Block];
        products.AsSpan().Fill(-0f);
        WinogradTiles tiles = new(2, 2, 1, 1, 2 * Block);
        BlockedMap map = new(2 * Block, 4 * Block, 0);
        Winograd.TransformOutput<Winograd.F2x3, Winograd.FromZero, Winograd.Relu>(
            in products[0], tiles, in products[0], ref output[0], map, in products[0], map, 0, 1);
        Assert.All(output, value => Assert.Equal(0u, BitConverter.SingleToUInt32Bits(value)));
        products.AsSpan().Fill(float.NaN);
        Winograd.TransformOutput<Winograd.F2x3, Winograd.FromZero, Winograd.Relu>(
            in products[0], tiles, in products[0], ref output[0], map, in products[0], map, 0, 1);
        Assert.All(output, value => Assert.Equal(float.NaN, value));
    }

    private static void Input<TForm>(Form form, int rows, int columns, bool isFar)
        where TForm : struct, Winograd.IForm =>
        ToTiles(
            form, form.Input, rows, columns,
            (x, map, v, tiles, first, count) => Winograd.TransformInput<TForm>(in x[0], map, ref v[0], tiles, first, count, isFar));

    private static void Gradient<TForm>(Form form, int rows, int columns)
        where TForm : struct, Winograd.IForm =>
        ToTiles(
            form, Transposed(form.Output), rows, columns,
            (x, map, v, tiles, first, count) => Winograd.TransformOutputGradient<TForm>(in x[0], map, ref v[0], tiles, first, count));

    // Three instances of two blocks of channels; a block of tiles that begins inside the first instance, reaches into the third, and has a
    // place too many.
    private static void ToTiles(
        Form form, int[][] matrix, int rows, int columns, Action<float[], BlockedMap, float[], WinogradTiles, int, int> transform)
    {
        const int Instances = 3, Blocks = 2;
        Grid grid = form.Grid(rows, columns);
        int reads = matrix[0].Length, tile = matrix.Length;
        int height = (grid.Rows * form.Outputs) + reads, width = (grid.Columns * form.Outputs) + reads;
        BlockedMap map = new(width * Block, height * width * Block, (Blocks * height * width * Block) + Block);
        float[] x = Values(Instances * map.InstanceStride, 1);
        int first = grid.Tiles > 1 ? 1 : 0, count = (2 * grid.Tiles) + 1 - first;
        WinogradTiles tiles = new(rows, columns, Blocks, count + 1, ((Blocks * (count + 1)) + 1) * Block);
        float[] v = Filled(tile * tile * tiles.ElementStride);
        transform(x, map, v, tiles, first, count);

        for (int t = 0; t < count; t++)
        {
            int origin = grid.Origin(first + t, map, form.Outputs);
            for (int channel = 0; channel < Blocks * Block; channel++)
            {
                int at = origin + (channel / Block * map.BlockStride) + (channel % Block);
                double[][] expected = Both(matrix, (i, j) => x[at + (i * map.RowStride) + (j * Block)]);
                for (int i = 0; i < tile; i++)
                {
                    for (int j = 0; j < tile; j++) AssertClose(expected[i][j], v[Element(tiles, (i * tile) + j, channel, t)]);
                }
            }
        }
        Assert.Equal(tile * tile * ((2 * Block) + Block), v.Count(value => value == Untouched));
    }

    private static void Output<TForm, TStart, TEpilogue>(
        Form form, int rows, int columns, Func<double, double, double, double, double> expected)
        where TForm : struct, Winograd.IForm
        where TStart : struct, Winograd.IStart
        where TEpilogue : struct, Winograd.IEpilogue
    {
        const int Instances = 3, Blocks = 2;
        Grid grid = form.Grid(rows, columns);
        int tile = form.Output[0].Length, width = columns + 2;
        BlockedMap map = new(width * Block, rows * width * Block, (Blocks * rows * width * Block) + Block);
        int operandFloats = (rows + 1) * (columns + 1) * Block;
        BlockedMap operandMap = new((columns + 1) * Block, operandFloats, (Blocks * operandFloats) + (3 * Block));
        int first = grid.Tiles > 1 ? 1 : 0, count = (2 * grid.Tiles) + 1 - first;
        WinogradTiles tiles = new(rows, columns, Blocks, count + 1, ((Blocks * (count + 1)) + 1) * Block);
        float[] m = Values(tile * tile * tiles.ElementStride, 1), bias = Values(Blocks * Block, 2);
        float[] y = Values(Instances * operandMap.InstanceStride, 3);
        float[] before = Values(Instances * map.InstanceStride, 4), c = [.. before];
        Winograd.TransformOutput<TForm, TStart, TEpilogue>(in m[0], tiles, in bias[0], ref c[0], map, in y[0], operandMap, first, count);

        bool[] written = new bool[c.Length];
        for (int t = 0; t < count; t++)
        {
            int origin = grid.Origin(first + t, map, form.Outputs), operandOrigin = grid.Origin(first + t, operandMap, form.Outputs);
            var (top, left) = grid.Place(first + t, form.Outputs);
            for (int channel = 0; channel < Blocks * Block; channel++)
            {
                int block = channel / Block, lane = channel % Block;
                double[][] sums = Both(form.Output, (i, j) => m[Element(tiles, (i * tile) + j, channel, t)]);
                for (int i = 0; i < Math.Min(form.Outputs, rows - top); i++)
                {
                    for (int j = 0; j < Math.Min(form.Outputs, columns - left); j++)
                    {
                        int at = origin + (block * map.BlockStride) + (i * map.RowStride) + (j * Block) + lane;
                        int place = operandOrigin + (block * operandMap.BlockStride) + (i * operandMap.RowStride) + (j * Block);
                        float operand = y[place + lane];
                        AssertClose(expected(sums[i][j], bias[channel], before[at], operand), c[at]);
                        written[at] = true;
                    }
                }
            }
        }
        for (int i = 0; i < c.Length; i++) Assert.True(written[i] || c[i] == before[i], $"{i} was written.");
    }

    private static void AssertClose(double expected, double actual)
    {
        double tolerance = Tolerance * (1 + Math.Abs(expected));
        Assert.InRange(actual, expected - tolerance, expected + tolerance);
    }

    // The matrix times a square times the matrix transposed.
    private static double[][] Both(int[][] matrix, Func<int, int, double> square)
    {
        int reads = matrix[0].Length;
        double[][] result = [.. matrix.Select(_ => new double[matrix.Length])];
        for (int i = 0; i < matrix.Length; i++)
        {
            for (int j = 0; j < matrix.Length; j++)
            {
                for (int k = 0; k < reads; k++)
                {
                    for (int l = 0; l < reads; l++) result[i][j] += matrix[i][k] * square(k, l) * matrix[j][l];
                }
            }
        }
        return result;
    }

    // [elements][channels/16][tiles][16].
    private static int Element(WinogradTiles tiles, int element, int channel, int tile) =>
        (element * tiles.ElementStride) + (((channel / Block * tiles.BlockTiles) + tile) * Block) + (channel % Block);

    private static int[][] Transposed(int[][] matrix) =>
        [.. Enumerable.Range(0, matrix[0].Length).Select(column => matrix.Select(row => row[column]).ToArray())];

    private static float[] Values(int count, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }

    private static float[] Filled(int count)
    {
        float[] values = new float[count];
        values.AsSpan().Fill(Untouched);
        return values;
    }

    /// <summary>A form: rows and columns of a tile of outputs, Bᵀ and Aᵀ.</summary>
    private sealed record Form(int Outputs, int[][] Input, int[][] Output)
    {
        public Grid Grid(int rows, int columns) => new((rows + Outputs - 1) / Outputs, (columns + Outputs - 1) / Outputs);
    }

    /// <summary>The tiles of an instance.</summary>
    private readonly record struct Grid(int Rows, int Columns)
    {
        public int Tiles => Rows * Columns;

        public (int Row, int Column) Place(int tile, int outputs) => (tile % Tiles / Columns * outputs, tile % Columns * outputs);

        public int Origin(int tile, BlockedMap map, int outputs)
        {
            var (row, column) = Place(tile, outputs);
            return (tile / Tiles * map.InstanceStride) + (row * map.RowStride) + (column * Block);
        }
    }
}
