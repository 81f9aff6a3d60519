using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes a convolution along the rows: the loops over its tiles, one form for each vector width.</summary>
internal sealed class RowConvolutionEmitter
{
    // About a loop's overhead worth of work in each round; more only makes the code longer.
    private const int UnrolledMultiplyAdds = 200;

    private readonly CodeWriter _writer;
    private readonly RowConvolutionShape _shape;
    private readonly RowTile _tile;
    private readonly TensorGeometry _x, _y;

    private RowConvolutionEmitter(CodeWriter writer, RowConvolutionShape shape, RowTile tile)
    {
        (_writer, _shape, _tile, _x, _y) = (writer, shape, tile, shape.X, shape.Y);
    }

    public static void Emit(KernelFiles files, string name, RowConvolutionShape shape)
    {
        List<(string, string)> parameters = [("ref readonly float x", "in x"), ("ref readonly float weights", "in weights")];
        if (shape.HasBias) parameters.Add(("ref readonly float bias", "in bias"));
        parameters.Add(("ref float y", "ref y"));
        IEnumerable<string> tiles = shape.Tiles.Select(tile => Invariant.Format(
            $"{tile.Width.Bits} bits: {tile.Maps} maps x {tile.Rows} rows are held in {tile.Maps * tile.Rows} registers."));
        string product = Invariant.Format(
            $"y[map, row, column] = sum of x[channel, row + i, column + j] * weights[i, j, channel, map], a vector of columns at a time: x "
            + $"is {shape.X}, y is {shape.Y}.");
        WidthDispatch.Write(files, name, parameters, tiles.Prepend(product), (writer, width) =>
            new RowConvolutionEmitter(writer, shape, shape.Tiles.Single(tile => tile.Width == width)).Body());
    }

    private void Body()
    {
        int columns = _y.Shape.Width, rows = _y.Shape.Height, step = _tile.Width.Floats, whole = rows / _tile.Rows * _tile.Rows;
        using (_writer.Open($"for (nint at = 0; at < {columns}; at += {step})"))
        {
            // The last vector ends with the row.
            string column = columns % step == 0 ? "at" : Invariant.Format($"(at > {columns - step} ? {columns - step} : at)");
            _writer.Line($"nint column = {column};");
            using (_tile.Maps == _y.Shape.Channels
                ? default : _writer.Open($"for (nint map = 0; map < {_y.Shape.Channels}; map += {_tile.Maps})"))
            {
                using (_writer.Open($"for (nint row = 0; row < {whole}; row += {_tile.Rows})"))
                    Tile("row", _tile.Rows);
                if (whole == rows) return;
                using (_writer.Scope())
                    Tile(Invariant.Format($"{whole}"), rows - whole);
            }
        }
    }

    private void Tile(string row, int rows)
    {
        bool cutsMaps = _tile.Maps < _y.Shape.Channels;
        string map = cutsMaps ? Terms.Times("map", _y.ChannelStride) : "";
        _writer.Code(
            $"ref float a = ref _Mem.Add(ref _Mem.AsRef(in x), "
            + $"{Terms.Sum(Terms.Times(row, _x.RowStride), "column", Terms.Number(_shape.FirstWindow))});");
        _writer.Line($"ref float b = ref {Terms.At("_Mem.AsRef(in weights)", cutsMaps ? "map" : "")};");
        _writer.Code(
            $"ref float c = ref _Mem.Add(ref y, {Terms.Sum(Terms.Times(row, _y.RowStride), "column", Terms.Number(_y.Origin), map)});");
        using (_writer.Packed()) Begin(rows, cutsMaps);
        Sum(rows);
        using (_writer.Packed()) Store(rows);
        if (EpilogueEmitter.IsFunction(_shape.Epilogue))
            EpilogueEmitter.Apply(_writer, _shape.Epilogue, "c", [new(_tile.Maps, _y.ChannelStride), new(rows, _y.RowStride)]);
    }

    private void Begin(int rows, bool cutsMaps)
    {
        for (int m = 0; m < _tile.Maps; m++)
        {
            string bias = Terms.At("_Mem.AsRef(in bias)", Terms.Sum(cutsMaps ? "map" : "", Terms.Number(m)));
            string start = "_F.Zero";
            if (_shape.HasBias) _writer.Line($"var {start = Invariant.Format($"bias{m}")} = _V.Create<float>({bias});");
            // The total of a sum of several runs is in the output's place.
            for (int r = 0; r < rows; r++)
            {
                if (_shape.IsCut) _writer.Line($"_V.StoreUnsafe({start}, {Terms.Operand("c", Output(m, r))});");
                _writer.Line(Invariant.Format($"var s{m}_{r} = ") + (_shape.IsCut ? "_F.Zero" : start) + ";");
            }
        }
    }

    private void Store(int rows)
    {
        foreach (var (m, r) in Sums(rows))
        {
            string sum = Invariant.Format($"s{m}_{r}");
            if (_shape.IsCut) _writer.Line($"{sum} += _V.LoadUnsafe({Terms.Operand("c", Output(m, r))});");
            _writer.Line($"_V.StoreUnsafe({EpilogueEmitter.Rectified(_shape.Epilogue, sum)}, {Terms.Operand("c", Output(m, r))});");
        }
    }

    private IEnumerable<(int Map, int Row)> Sums(int rows) =>
        Enumerable.Range(0, _tile.Maps).SelectMany(m => Enumerable.Range(0, rows).Select(r => (m, r)));

    private int Output(int map, int row) => map * _y.ChannelStride + row * _y.RowStride;

    private void Sum(int rows)
    {
        int channels = _x.Shape.Channels, tap = channels * TensorGeometry.Lanes;
        var window = _shape.Window;
        string a = "a", b = "b";
        var loops = new List<SumLoop>();
        Loop("k", channels, _x.ChannelStride, TensorGeometry.Lanes);
        Loop("i", window.Rows, window.DilationRows * _x.RowStride, window.Columns * tap);
        int written = window.Columns * _tile.Maps * rows <= UnrolledMultiplyAdds ? window.Columns : 1;
        if (written < window.Columns) Loop("j", window.Columns, window.DilationColumns, tap);
        SumLoops.Write(_writer, loops, written, "", _shape.IsCut ? EndRun : null, () =>
        {
            for (int j = 0; j < written; j++) Tap(j, j * tap);
        });

        void Loop(string index, int extent, int strideA, int strideB)
        {
            if (extent == 1) return;
            loops.Add(new(index, extent)
            {
                Enter = () =>
                {
                    _writer.Code($"ref float a{index} = ref _Mem.Add(ref {a}, {Terms.Times(index, strideA)});");
                    _writer.Code($"ref float b{index} = ref _Mem.Add(ref {b}, {Terms.Times(index, strideB)});");
                    (a, b) = ("a" + index, "b" + index);
                },
            });
        }

        void Tap(int j, int offset)
        {
            using (_writer.Scope())
            using (_writer.Packed())
            {
                for (int r = 0; r < rows; r++) _writer.Code(
                    $"var x{r} = _V.LoadUnsafe({Terms.Operand(a, r * _x.RowStride + j * window.DilationColumns)});");
                for (int m = 0; m < _tile.Maps; m++)
                {
                    _writer.Code($"var w{m} = _V.Create<float>({Terms.At(b, offset + m)});");
                    for (int r = 0; r < rows; r++) _writer.Code($"s{m}_{r} = _V.MultiplyAddEstimate(x{r}, w{m}, s{m}_{r});");
                }
            }
        }

        void EndRun()
        {
            using var packed = _writer.Packed();
            foreach (var (m, r) in Sums(rows)) _writer.Line(
                SumLoops.EndRunInMemory(_tile.Width, Invariant.Format($"s{m}_{r}"), "c", Output(m, r)));
        }
    }
}
