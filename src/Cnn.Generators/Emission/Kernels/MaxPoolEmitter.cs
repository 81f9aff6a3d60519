using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// Writes max pooling where nobody asks which pixel won. The largest of a window is the largest of its columns' largest, and windows that
/// overlap share these: they stay in registers from one window to the next. A window that reaches past the border reads the border's pixels
/// again, which changes nothing.
/// </summary>
internal sealed class MaxPoolEmitter
{
    private readonly CodeWriter _writer;
    private readonly PoolShape _pool;
    private readonly VectorWidth _width;

    private MaxPoolEmitter(CodeWriter writer, PoolShape pool, VectorWidth width)
    {
        (_writer, _pool, _width) = (writer, pool, width);
    }

    private SpatialWindow Window => _pool.Window;

    public static void Body(CodeWriter writer, PoolShape pool, VectorWidth width) => new MaxPoolEmitter(writer, pool, width).Body();

    private void Body()
    {
        // Windows from the first to the last that lies inside the columns of the map.
        int first = (int)Math.Min(((long)Window.PadLeft + Window.StrideColumns - 1) / Window.StrideColumns, _pool.Y.Shape.Width);
        int room = _pool.X.Shape.Width + Window.PadLeft - Window.Columns, end = room < 0
            ? first : Math.Max(first, Math.Min(_pool.Y.Shape.Width, room / Window.StrideColumns + 1));
        PixelAddress.Blocks(_writer, _pool.Y);
        using (_writer.Open($"for (int row = 0; row < {_pool.Y.Shape.Height}; row++)"))
        using (PixelAddress.Lanes(_writer, _width, out string lane))
        {
            for (int i = 0; i < Window.Rows; i++)
                _writer.Code($"ref float x{i} = ref _Mem.Add(ref _Mem.AsRef(in x), {PixelAddress.Of(_pool.X, Row(i), "0", lane)});");
            _writer.Line($"ref float to = ref _Mem.Add(ref y, {PixelAddress.Of(_pool.Y, "row", "0", lane)});");
            if (first > 0) Border(0, first);
            if (end > first) Inside(first, end);
            if (end < _pool.Y.Shape.Width) Border(end, _pool.Y.Shape.Width);
        }
    }

    // The row of the map that row i of the window reads.
    private string Row(int i)
    {
        int move = i - Window.PadTop, last = (_pool.Y.Shape.Height - 1) * Window.StrideRows + move;
        string row = Terms.Sum(Terms.Times("row", Window.StrideRows), Terms.Number(move));
        if (move < 0) row = $"global::System.Math.Max(0, {row})";
        if (last >= _pool.X.Shape.Height) row = Invariant.Format($"global::System.Math.Min({_pool.X.Shape.Height - 1}, {row})");
        return move > 0 && last < _pool.X.Shape.Height ? $"({row})" : row;
    }

    private void Border(int begin, int end)
    {
        using (_writer.Open($"for (int column = {begin}; column < {end}; column++)"))
        {
            for (int j = 0; j < Window.Columns; j++)
            {
                string column = Terms.Sum(Terms.Times("column", Window.StrideColumns), Terms.Number(j - Window.PadLeft));
                _writer.Line(Invariant.Format($"int at{j} = global::System.Math.Clamp({column}, 0, {_pool.X.Shape.Width - 1}) * 16;"));
                Largest(Invariant.Format($"m{j}"), Invariant.Format($"at{j}"));
            }
            Store();
        }
    }

    private void Inside(int begin, int end)
    {
        int kept = Math.Max(0, Window.Columns - Window.StrideColumns),
        start = (begin * Window.StrideColumns - Window.PadLeft) * TensorGeometry.Lanes;
        using (_writer.Scope())
        {
            for (int j = 0; j < kept; j++) Largest(Invariant.Format($"k{j}"), Invariant.Format($"{start + j * TensorGeometry.Lanes}"));
            using (_writer.Open($"for (int column = {begin}; column < {end}; column++)"))
            {
                _writer.Code($"int at = column * {Window.StrideColumns * TensorGeometry.Lanes};");
                for (int j = 0; j < Window.Columns; j++)
                {
                    if (j < kept) _writer.Code($"var m{j} = k{j};");
                    else Largest(Invariant.Format($"m{j}"), Terms.Sum("at", Terms.Number((j - Window.PadLeft) * TensorGeometry.Lanes)));
                }
                Store();
                for (int j = 0; j < kept; j++) _writer.Code($"k{j} = m{j + Window.StrideColumns};");
            }
        }
    }

    private void Store()
    {
        _writer.Line("var best = m0;");
        for (int j = 1; j < Window.Columns; j++) Add("best", Invariant.Format($"m{j}"));
        _writer.Line($"_V.StoreUnsafe(best, ref _Mem.Add(ref to, column * 16));");
    }

    // The largest of a column of the window.
    private void Largest(string name, string at)
    {
        _writer.Line($"var {name} = {Load(0, at)};");
        for (int i = 1; i < Window.Rows; i++) Add(name, Load(i, at));
    }

    // NaN wins, as in PyTorch and TensorFlow: a network that has gone wrong must not look well. The processor's own maximum is the second
    // operand where one is NaN.
    private void Add(string largest, string value) =>
        _writer.Line(
            $"{largest} = _V.ConditionalSelect(_V.Equals({largest}, {largest}), _V.MaxNative({largest}, {value}), {largest});");

    private string Load(int i, string at) => $"_V.LoadUnsafe(ref {Terms.At(Invariant.Format($"x{i}"), at)})";
}
