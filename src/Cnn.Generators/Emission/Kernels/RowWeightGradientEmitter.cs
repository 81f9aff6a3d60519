using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>Writes the gradient of some maps' weights and biases in a convolution of one channel, along the rows.</summary>
internal sealed class RowWeightGradientEmitter
{
    private readonly CodeWriter _writer;
    private readonly RowWeightGradientShape _shape;
    private readonly VectorWidth _width;

    private RowWeightGradientEmitter(CodeWriter writer, RowWeightGradientShape shape, VectorWidth width) =>
        (_writer, _shape, _width) = (writer, shape, width);

    // Of a kernel row and each map; a bias is one more column.
    private int Columns => _shape.Window.Columns + (_shape.HasBias ? 1 : 0);

    // Of all sums.
    private int Floats => _shape.Window.Rows * Columns * _shape.Maps * _width.Floats;

    // Pixels of a row behind the last whole vector.
    private int Rest => _shape.Dy.Shape.Width % _width.Floats;

    public static void Emit(KernelFiles files, string name, RowWeightGradientShape shape)
    {
        string product = Invariant.Format(
            $"gradient[i, j, map] = sum over instances and pixels of x[row + i, column + j] * dy[map, row, column], a vector of columns at "
            + $"a time, of {shape.Maps} maps: x is {shape.X}, dy is {shape.Dy}.");
        List<(string, string)> parameters = [
            ("ref readonly float x", "in x"), ("ref readonly float dy", "in dy"), ("ref float gradient", "ref gradient")];
        if (shape.HasBias) parameters.Add(("ref float bias", "ref bias"));
        parameters.AddRange([("int instances", "instances"), ("nint map", "map")]);
        WidthDispatch.Write(files, name, parameters, [product], (writer, width) =>
            new RowWeightGradientEmitter(writer, shape, width).Body());
    }

    private void Body()
    {
        var window = _shape.Window;
        if (Rest > 0)
        {
            _writer.Line("// The last vector of a row begins with pixels of the one before, which must not count twice.");
            string mask = string.Join(", ", Enumerable.Range(0, _width.Floats).Select(i => i < _width.Floats - Rest ? "0" : "-1"));
            _writer.Line($"var counted = _V.AsSingle(_V.Create({mask}));");
        }
        _writer.Line("// The total of each sum, and behind them all what is still to be added to it.");
        _writer.Code($"global::System.Span<float> sums = stackalloc float[{2 * Floats}];");
        _writer.Line("for (nint n = 0; n < instances; n++)");
        using (_writer.Open($"for (nint i = 0; i < {window.Rows}; i++)"))
        {
            _writer.Code($"ref float sum = ref sums[(int)i * {Columns * _shape.Maps * _width.Floats}];");
            // The gradients' vectors, one of pixels and the mask have registers besides the sums.
            int most = Math.Max(1, (_width.Registers - _shape.Maps - 2) / _shape.Maps), parts = (Columns + most - 1) / most;
            for (int part = 0; part < parts; part++)
                using (parts == 1 ? default : _writer.Scope())
                    Sum(Columns * part / parts, Columns * (part + 1) / parts);
        }
        using (_writer.Open($"for (int i = 0; i < {window.Rows}; i++)"))
        using (_writer.Open($"for (int j = 0; j < {window.Columns}; j++)"))
        using (_writer.Open($"for (int m = 0; m < {_shape.Maps}; m++)"))
        {
            _writer.Code($"ref float sum = ref sums[((i * {Columns} + j) * {_shape.Maps} + m) * {_width.Floats}];");
            _writer.Code($"_Mem.Add(ref gradient, (i * {window.Columns} + j) * {TensorGeometry.Lanes} + map + m) = {LaneSum("sum")};");
        }
        if (!_shape.HasBias) return;
        using (_writer.Open($"for (int m = 0; m < {_shape.Maps}; m++)"))
        {
            _writer.Code($"ref float sum = ref sums[({window.Columns * _shape.Maps} + m) * {_width.Floats}];");
            _writer.Line($"_Mem.Add(ref bias, map + m) = {LaneSum("sum")};");
        }
    }

    private string LaneSum(string total) =>
        Invariant.Format($"_Tensors.SumLanes(_V.LoadUnsafe(ref {total}) + _V.LoadUnsafe(ref {total}, {Floats}))");

    // Some columns of kernel row i, over an instance.
    private void Sum(int begin, int end)
    {
        var (x, dy) = (_shape.X, _shape.Dy);
        int whole = dy.Shape.Width - Rest, firstWindow = x.Origin - _shape.Window.PadTop * x.RowStride - _shape.Window.PadLeft;
        using (_writer.Packed())
            foreach (var (m, j) in Sums(begin, end)) _writer.Code(
                $"var s{m}_{j} = _V.LoadUnsafe(ref sum, {Floats + SumAt(m, j)});");
        var rows = new SumLoop("row", dy.Shape.Height)
        {
            Enter = () =>
            {
                string instance = Terms.Times("n", _shape.InstanceStride);
                string row = Terms.Times($"(row + {Terms.Times("i", _shape.Window.DilationRows)})", x.RowStride);
                string pixel = Terms.Sum(instance, row, Terms.Number(firstWindow));
                string gradient = Terms.Sum(
                    instance, Terms.Times("map", dy.ChannelStride), Terms.Times("row", dy.RowStride), Terms.Number(dy.Origin));
                _writer.Line($"ref float a = ref _Mem.Add(ref _Mem.AsRef(in x), {pixel});");
                _writer.Line($"ref float b = ref _Mem.Add(ref _Mem.AsRef(in dy), {gradient});");
            },
        };
        var columns = new SumLoop("column", whole, _width.Floats);
        bool isLong = columns.Rounds + 1 > SummationRun.Longest;
        // A row is a run, or several rows are; or each is cut into runs.
        SumLoops.Write(_writer, [rows], Math.Min(columns.Rounds + 1, SummationRun.Longest), "", EndRun, () =>
        {
            SumLoops.Write(_writer, columns.Rounds == 1 ? [] : [columns], 1, "", isLong ? EndRun : null, () =>
            {
                using (columns.Rounds == 1 ? _writer.Scope() : default) Vector(begin, end, columns.Rounds == 1 ? "" : "column", 0, "");
            });
            using (Rest == 0 ? default : _writer.Scope())
                if (Rest > 0) Vector(begin, end, "", dy.Shape.Width - _width.Floats, " & counted");
        });
        EndRun();
        using (_writer.Packed())
            foreach (var (m, j) in Sums(begin, end)) _writer.Code(
                $"_V.StoreUnsafe(s{m}_{j}, ref sum, {Floats + SumAt(m, j)});");

        void EndRun()
        {
            using var packed = _writer.Packed();
            foreach (var (m, j) in Sums(begin, end)) _writer.Line(
                SumLoops.EndRunInMemory(_width, Invariant.Format($"s{m}_{j}"), "sum", SumAt(m, j)));
        }
    }

    private void Vector(int begin, int end, string index, int column, string mask)
    {
        using var packed = _writer.Packed();
        for (int m = 0; m < _shape.Maps; m++)
            _writer.Line(Invariant.Format($"var d{m} = _V.LoadUnsafe({At("b", column + m * _shape.Dy.ChannelStride)}){mask};"));
        for (int j = begin; j < end; j++)
        {
            bool isBias = j == _shape.Window.Columns;
            if (!isBias) _writer.Line(
                Invariant.Format($"var x{j} = _V.LoadUnsafe({At("a", column + j * _shape.Window.DilationColumns)});"));
            for (int m = 0; m < _shape.Maps; m++)
                _writer.Line(
                    Invariant.Format($"s{m}_{j} ")
                        + (isBias
                            ? Invariant.Format($"+= d{m};") : Invariant.Format($"= _V.MultiplyAddEstimate(x{j}, d{m}, s{m}_{j});")));
        }

        string At(string row, int offset) =>
            index.Length == 0 ? Terms.Operand(row, offset) : "ref " + Terms.At(row, Terms.Sum(index, Terms.Number(offset)));
    }

    private int SumAt(int map, int column) => (column * _shape.Maps + map) * _width.Floats;

    private IEnumerable<(int Map, int Column)> Sums(int begin, int end) =>
        Enumerable.Range(begin, end - begin).SelectMany(j => Enumerable.Range(0, _shape.Maps).Select(m => (m, j)));
}
