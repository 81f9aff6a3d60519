using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// Writes pooling over rows and columns, backward. Windows that tile the input hand their gradient out; where windows overlap, each input
/// pixel gathers from the ones that read it. Either way every pixel is written once.
/// </summary>
internal sealed class PoolBackwardEmitter
{
    private readonly CodeWriter _writer;
    private readonly PoolBackwardShape _pool;
    private readonly VectorWidth _width;

    private PoolBackwardEmitter(CodeWriter writer, PoolBackwardShape pool, VectorWidth width)
    {
        (_writer, _pool, _width) = (writer, pool, width);
    }

    private SpatialWindow Window => _pool.Window;

    public static void Emit(KernelFiles files, string name, PoolBackwardShape pool)
    {
        if (pool.Form == PoolBackwardForm.Planar)
        {
            PlanarPoolBackwardEmitter.Emit(files, name, pool);
            return;
        }
        bool handsOut = pool.Form == PoolBackwardForm.HandedOut;
        List<(string, string)> parameters = [("ref readonly float dy", "in dy"), ("ref float dx", "ref dx")];
        if (pool.Winners is not null) parameters.Add(("ref readonly float winners", "in winners"));
        if (pool.Y is not null) parameters.Add(("ref readonly float y", "in y"));
        string window = Invariant.Format($"{pool.Window.Rows}x{pool.Window.Columns}");
        string how = handsOut
            ? $"Each {window} window's gradient to its pixels" : $"Each pixel's gradient from the {window} windows that read it";
        string what = $"{how}: dy is {pool.Dy}, dx is {pool.Dx}{(pool.Y is null ? "" : "; times the derivative at y")}.";
        WidthDispatch.Write(files, name, parameters, [what], (writer, width) =>
        {
            var emitter = new PoolBackwardEmitter(writer, pool, width);
            if (handsOut) emitter.HandedOut();
            else emitter.Gathered();
        });
    }

    private void HandedOut()
    {
        PixelAddress.Blocks(_writer, _pool.Dx);
        using (_pool.Dx.Blocks > 1 ? _writer.Scope() : default)
        {
            int rows = _pool.Dy.Shape.Height * Window.Rows, columns = _pool.Dy.Shape.Width * Window.Columns;
            if (rows < _pool.Dx.Shape.Height) Zeros(rows, _pool.Dx.Shape.Height, 0, _pool.Dx.Shape.Width);
            if (columns < _pool.Dx.Shape.Width) Zeros(0, rows, columns, _pool.Dx.Shape.Width);
            _writer.Code($"for (int r = 0; r < {_pool.Dy.Shape.Height}; r++)");
            using (_writer.Open($"for (int c = 0; c < {_pool.Dy.Shape.Width}; c++)"))
            using (PixelAddress.Lanes(_writer, _width, out string lane))
            {
                string divided = _pool.Winners is null ? PoolWindow.Mean(_pool.Kind, Window, _pool.Dx.Shape, "r", "c") : "";
                _writer.Line($"var gradient = {Load("dy", PixelAddress.Of(_pool.Dy, "r", "c", lane))}{divided};");
                if (_pool.Winners is { } w) _writer.Line($"var winner = {Load("winners", PixelAddress.Of(w, "r", "c", lane))};");
                _writer.Code($"for (int i = 0; i < {Window.Rows}; i++)");
                using (_writer.Open($"for (int j = 0; j < {Window.Columns}; j++)"))
                {
                    string row = $"({Terms.Sum(Terms.Times("r", Window.Rows), "i")})",
                    column = $"({Terms.Sum(Terms.Times("c", Window.Columns), "j")})";
                    string gradient = _pool.Winners is null
                        ? "gradient" : WinnerBits.Won(Terms.Sum(Terms.Times("i", Window.Columns), "j"));
                    Store(gradient, row, column, lane);
                }
            }
        }
    }

    // Pixels behind the last window are read by none.
    private void Zeros(int firstRow, int endRow, int firstColumn, int endColumn)
    {
        _writer.Code($"for (int row = {firstRow}; row < {endRow}; row++)");
        using (_writer.Open($"for (int column = {firstColumn}; column < {endColumn}; column++)"))
        using (PixelAddress.Lanes(_writer, _width, out string lane))
            _writer.Line(
                $"_V.StoreUnsafe(_F.Zero, ref _Mem.Add(ref dx, {PixelAddress.Of(_pool.Dx, "row", "column", lane)}));");
    }

    private void Gathered()
    {
        PixelAddress.Blocks(_writer, _pool.Dx);
        using (_writer.Open($"for (int row = 0; row < {_pool.Dx.Shape.Height}; row++)"))
        {
            Readers("row", "r", Window.Rows, Window.StrideRows, Window.PadTop, _pool.Dy.Shape.Height);
            using (_writer.Open($"for (int column = 0; column < {_pool.Dx.Shape.Width}; column++)"))
            {
                Readers("column", "c", Window.Columns, Window.StrideColumns, Window.PadLeft, _pool.Dy.Shape.Width);
                using (PixelAddress.Lanes(_writer, _width, out string lane))
                {
                    var (rows, columns) = _pool.Readers;
                    _writer.Line($"var sum = _F.Zero;");
                    if (_pool.IsCut) _writer.Line($"var total = _F.Zero;");
                    SumLoops.Write(
                        _writer, [new("r", rows) { Begin = "rFirst", End = "rEnd" }, new("c", columns) { Begin = "cFirst", End = "cEnd" }],
                        1, "",
                        _pool.IsCut ? () => SumLoops.EndRun(_writer, "sum", "total") : null, () => Gather(lane));
                    Store(_pool.IsCut ? "(total + sum)" : "sum", "row", "column", lane);
                }
            }
        }
    }

    // The windows that read a pixel: their first is the least n with n * stride - pad + window > position, their last the greatest with n *
    // stride - pad <= position.
    private void Readers(string position, string index, int window, int stride, int pad, int outputs)
    {
        string first = After(pad - window), end = After(pad);
        _writer.Code($"int {index}First = {Terms.Sum(position, Terms.Number(pad))} < {window} ? 0 : {first};");
        _writer.Code($"int {index}End = global::System.Math.Min({outputs}, {end});");

        // One more than the strides up to a place.
        string After(int move) =>
            stride == 1 ? Terms.Sum(position, Terms.Number(move + 1L)) : Terms.Sum(Terms.Over(Terms.Moved(position, move), stride), "1");
    }

    private void Gather(string lane)
    {
        _writer.Line($"var gradient = {Load("dy", PixelAddress.Of(_pool.Dy, "r", "c", lane))};");
        if (_pool.Winners is { } w)
        {
            _writer.Line($"var winner = {Load("winners", PixelAddress.Of(w, "r", "c", lane))};");
            string row = Terms.Sum("row", Terms.Number(Window.PadTop)) + " - " + Terms.Times("r", Window.StrideRows);
            string column = Terms.Sum("column", Terms.Number(Window.PadLeft)) + " - " + Terms.Times("c", Window.StrideColumns);
            string me = $"(int)({Terms.Sum(Terms.Times($"({row})", Window.Columns), column)})";
            _writer.Line($"sum += {WinnerBits.Won(me)};");
            return;
        }
        if (_pool.Kind == PoolKind.Average && Window.IsClipped)
        {
            PoolWindow.Clip(_writer, "r", "i", Window.StrideRows, Window.PadTop, Window.Rows, _pool.Dx.Shape.Height);
            PoolWindow.Clip(_writer, "c", "j", Window.StrideColumns, Window.PadLeft, Window.Columns, _pool.Dx.Shape.Width);
        }
        _writer.Line($"sum += gradient{PoolWindow.Mean(_pool.Kind, Window, _pool.Dx.Shape, "r", "c")};");
    }

    private string Load(string operand, string address) => $"_V.LoadUnsafe(ref _Mem.Add(ref _Mem.AsRef(in {operand}), {address}))";

    private void Store(string gradient, string row, string column, string lane)
    {
        if (_pool.Y is { } y)
        {
            _writer.Line($"var output = {Load("y", PixelAddress.Of(y, row, column, lane))};");
            gradient = TileEmitter.Derivative(_pool.Epilogue, gradient, "output");
        }
        _writer.Line($"_V.StoreUnsafe({gradient}, ref _Mem.Add(ref dx, {PixelAddress.Of(_pool.Dx, row, column, lane)}));");
    }
}
