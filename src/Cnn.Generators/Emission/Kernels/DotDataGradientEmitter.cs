using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes the data gradient of a convolution into few channels, as dot products over the maps.</summary>
internal sealed class DotDataGradientEmitter
{
    private readonly CodeWriter _writer;
    private readonly DotDataGradientShape _shape;
    private readonly DotTile _tile;
    private readonly SpatialWindow _window;
    private readonly TensorGeometry _dy, _dx;
    private readonly bool _isCut;

    private DotDataGradientEmitter(CodeWriter writer, DotDataGradientShape shape, DotTile tile)
    {
        (_writer, _shape, _tile, _window, _dy, _dx) = (writer, shape, tile, shape.Window, shape.Dy, shape.Dx);
        _isCut = shape.IsCut(tile.Width);
    }

    private bool CutsChannels => _tile.Channels < _dx.Shape.Channels;

    // Floats of one tap of the kernel, and of 16 maps.
    private int Tap => _dx.Shape.Channels * TensorGeometry.Lanes;

    private int MapBlock => _window.Rows * _window.Columns * Tap;

    public static void Emit(KernelFiles files, string name, DotDataGradientShape shape)
    {
        List<(string, string)> parameters = [
            ("ref readonly float dy", "in dy"), ("ref readonly float weights", "in weights"), ("ref float dx", "ref dx")];
        IEnumerable<string> tiles = shape.Tiles.Select(tile => Invariant.Format(
            $"{tile.Width.Bits} bits: {tile.Columns} columns x {tile.Channels} channels are held in {tile.Columns * tile.Channels} "
                + $"registers."));
        string product = Invariant.Format(
            $"dx[channel, row, column] = sum of dy[map, row - i, column - j] * weights[i, j, channel, map], 16 maps at a time: dy is "
            + $"{shape.Dy}, dx is {shape.Dx}.");
        WidthDispatch.Write(files, name, parameters, tiles.Prepend(product), (writer, width) =>
            new DotDataGradientEmitter(writer, shape, shape.Tiles.Single(tile => tile.Width == width)).Body());
    }

    private void Body()
    {
        if (_isCut)
        {
            _writer.Code(
                $"global::System.Span<float> totals = stackalloc float[{_tile.Columns * _tile.Channels * _tile.Width.Floats}];");
            _writer.Line("ref float total = ref totals[0];");
        }
        using (_writer.Open($"for (nint row = 0; row < {_dx.Shape.Height}; row++)"))
        {
            // Rows of the kernel by which the output reaches this one.
            int last = _dy.Shape.Height - 1 - _window.PadTop;
            string begin = last == 0 ? "row" : Invariant.Format($"row > {last} ? row - {last} : 0");
            int whole = _window.Rows - 1 - _window.PadTop;
            _writer.Code($"nint begin = {begin}, end = row < {whole} ? row + {_window.PadTop + 1} : {_window.Rows};");
            using (CutsChannels
                ? _writer.Open($"for (nint channel = 0; channel < {_dx.Shape.Channels}; channel += {_tile.Channels})") : default)
                Tiles();
        }
    }

    // Those that each column of the kernel reaches are alike; at the ends of a row, each is written by itself.
    private void Tiles()
    {
        int width = _dx.Shape.Width, step = _tile.Columns, column = 0;
        while (column < width)
        {
            int alike = 0;
            while (column + (alike + 1) * step <= width && IsWhole(column + alike * step)) alike++;
            using (alike > 1
                ? _writer.Open($"for (nint column = {column}; column < {column + alike * step}; column += {step})") : _writer.Scope())
                Tile(column, Math.Min(step, width - column), alike > 1);
            column += Math.Max(1, alike) * step;
        }
    }

    private bool IsWhole(int column) =>
        column + _window.PadLeft - (_window.Columns - 1) >= 0 && column + _tile.Columns - 1 + _window.PadLeft < _dy.Shape.Width;

    private void Tile(int first, int columns, bool isLooped)
    {
        int lanes = _tile.Width.Floats;
        (int P, int C)[] sums = [.. Enumerable.Range(0, columns).SelectMany(p => Enumerable.Range(0, _tile.Channels).Select(c => (p, c)))];
        using (_writer.Packed())
        {
            foreach (var (p, c) in sums)
            {
                _writer.Code($"var s{p}_{c} = _F.Zero;");
                if (_isCut) _writer.Line($"_V.StoreUnsafe(_F.Zero, {Terms.Operand("total", Total(p, c))});");
            }
        }
        int blocks = (_dy.Shape.Channels + TensorGeometry.Lanes - 1) / TensorGeometry.Lanes;
        string block = blocks > 1 ? Invariant.Format($" + block * {_dy.BlockStride}") : "", weightBlock = blocks > 1
            ? Invariant.Format($" + block * {MapBlock}") : "";
        string lane = lanes < TensorGeometry.Lanes ? " + lane" : "", channel = CutsChannels
            ? Invariant.Format($" + channel * {TensorGeometry.Lanes}") : "";
        string column = isLooped ? Invariant.Format($" + column * {_dy.PixelStride}") : "";
        (int J, int[] Pixels)[] taps = [
            .. Enumerable.Range(0, _window.Columns).Select(j => (j, Reached(j).ToArray())).Where(tap => tap.Item2.Length > 0)];
        // The first pixel that is read, so that the others lie behind it.
        int nearest = taps.Min(tap => tap.Pixels[0] - tap.J);
        int origin =
            _dy.Origin + _window.PadTop * _dy.RowStride + (_window.PadLeft + (isLooped ? 0 : first) + nearest) * _dy.PixelStride;
        List<SumLoop> loops = [];
        if (blocks > 1) loops.Add(new("block", blocks));
        if (lane.Length > 0) loops.Add(new("lane", TensorGeometry.Lanes, lanes));
        loops.Add(new("i", _window.Rows)
        {
            Begin = "begin",
            End = "end",
            Enter = () =>
            {
                string place = Terms.Sum(Invariant.Format($"(row - i) * {_dy.RowStride}{column}{block}{lane}"), Terms.Number(origin));
                _writer.Line($"ref float a = ref _Mem.Add(ref _Mem.AsRef(in dy), {place});");
                _writer.Line(Invariant.Format(
                    $"ref float b = ref _Mem.Add(ref _Mem.AsRef(in weights), i * {_window.Columns * Tap}{channel}{weightBlock}{lane});"));
            },
        });
        SumLoops.Write(_writer, loops, _window.Columns, "", _isCut ? EndRun : null, () =>
        {
            foreach (var (j, pixels) in taps) Column(j, pixels, nearest);
        });
        string at = isLooped ? "column" : Terms.Number(first), plane = CutsChannels ? Terms.Times("channel", _dx.ChannelStride) : "";
        _writer.Line(
            $"ref float to = ref _Mem.Add(ref dx, {Terms.Sum(Terms.Times("row", _dx.RowStride), at, Terms.Number(_dx.Origin), plane)});");
        using (_writer.Packed())
        {
            foreach (var (p, c) in sums)
            {
                string sum = Invariant.Format($"s{p}_{c}");
                if (_isCut) sum += $" + _V.LoadUnsafe({Terms.Operand("total", Total(p, c))})";
                _writer.Code($"{Terms.At("to", c * _dx.ChannelStride + p)} = _Tensors.SumLanes({sum});");
            }
        }

        // The tile's pixels that a column of the kernel reaches.
        IEnumerable<int> Reached(int j) => Enumerable.Range(0, columns)
            .Where(p => isLooped || first + p + _window.PadLeft - j is var q && q >= 0 && q < _dy.Shape.Width);

        int Total(int p, int c) => (p * _tile.Channels + c) * lanes;

        void EndRun()
        {
            using var packed = _writer.Packed();
            foreach (var (p, c) in sums)
                _writer.Line(SumLoops.EndRunInMemory(_tile.Width, Invariant.Format($"s{p}_{c}"), "total", Total(p, c)));
        }
    }

    private void Column(int j, int[] pixels, int nearest)
    {
        using (_writer.Scope())
        using (_writer.Packed())
        {
            for (int c = 0; c < _tile.Channels; c++) _writer.Code(
                $"var w{c} = _V.LoadUnsafe({Terms.Operand("b", j * Tap + c * TensorGeometry.Lanes)});");
            foreach (int p in pixels)
            {
                _writer.Code($"var x{p} = _V.LoadUnsafe({Terms.Operand("a", (p - j - nearest) * _dy.PixelStride)});");
                for (int c = 0; c < _tile.Channels; c++) _writer.Code($"s{p}_{c} = _V.MultiplyAddEstimate(x{p}, w{c}, s{p}_{c});");
            }
        }
    }
}
