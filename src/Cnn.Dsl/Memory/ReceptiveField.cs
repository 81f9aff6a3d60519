namespace Cnn.Dsl;

/// <summary>
/// The rows and columns of the network's input that one pixel of a layer's output is made of, what padding adds counted. A window that
/// reaches over k pixels (a dilated one over more than it reads) of a layer that sees r pixels, its neighbours j pixels of the input apart,
/// sees r + (k - 1) j; a stride multiplies j (Dumoulin and Visin, "A guide to convolution arithmetic for deep learning", 2016). What
/// repeats pixels divides j, and of a fraction of a pixel the whole is seen. A join sees what the largest of its inputs sees. Both stop at
/// 2³¹ - 1, more than any input has.
/// </summary>
public readonly record struct ReceptiveField(int Rows, int Columns)
{
    /// <summary>Those of a network's layers, in their order.</summary>
    public static EquatableArray<ReceptiveField> Of(NetworkSpec spec)
    {
        var rows = new Side[spec.Layers.Count];
        var columns = new Side[spec.Layers.Count];
        for (int i = 0; i < rows.Length; i++)
        {
            var layer = spec.Layers[i];
            var (window, repetition) = (layer.FieldWindow, layer.Repetition);
            rows[i] = Largest(layer.Inputs, rows).Through(window.EffectiveRows, window.StrideRows, repetition.Rows);
            columns[i] = Largest(layer.Inputs, columns).Through(window.EffectiveColumns, window.StrideColumns, repetition.Columns);
        }
        return rows.Zip(columns, (row, column) => new ReceptiveField((int)row.Seen, (int)column.Seen)).ToEquatableArray();
    }

    /// <summary>For example <c>5x5</c>.</summary>
    public override string ToString() => Invariant.Format($"{Rows}x{Columns}");

    private static Side Largest(EquatableArray<int> inputs, Side[] sides)
    {
        var largest = Side.Pixel;
        for (int i = 0; i < inputs.Count; i++) largest = i == 0 ? sides[inputs[i]] : largest.Or(sides[inputs[i]]);
        return largest;
    }

    /// <summary>One direction.</summary>
    /// <param name="Seen">Pixels of the input that a pixel sees.</param>
    /// <param name="Jump">Pixels of the input from one pixel to the one that lies so many repetitions on.</param>
    /// <param name="Repetitions">How many pixels each one became.</param>
    private readonly record struct Side(long Seen, long Jump, long Repetitions)
    {
        public static Side Pixel { get; } = new(1, 1, 1);

        public Side Through(int window, int stride, int repetition)
        {
            long way = (window - 1) * Jump;
            return new(
                Math.Min(int.MaxValue, Seen + (way + Repetitions - 1) / Repetitions), Math.Min(int.MaxValue, Jump * stride),
                Math.Min(int.MaxValue, Repetitions * repetition));
        }

        public Side Or(Side other)
        {
            var wider = Jump * other.Repetitions >= other.Jump * Repetitions ? this : other;
            return wider with { Seen = Math.Max(Seen, other.Seen) };
        }
    }
}
