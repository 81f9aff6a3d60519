using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>
/// Writes the one-dimensional transforms of Winograd's algorithm over the points 0, ±1 (±2) and ∞. Even and odd terms are shared between a point and its opposite.
/// </summary>
internal sealed class WinogradLines(CodeWriter writer, string v, WinogradForm form)
{
    private int _names;

    /// <summary>Bᵀ of a line of inputs: each result is the remainder of dividing by one of the points' factors.</summary>
    public string[] Input(string[] d)
    {
        if (form.Tile == 4)
            return [Value($"{d[0]} - {d[2]}"), Value($"{d[1]} + {d[2]}"), Value($"{d[2]} - {d[1]}"), Value($"{d[3]} - {d[1]}")];
        string even1 = MultiplyAdd(d[2], -4, d[4]), odd1 = MultiplyAdd(d[1], -4, d[3]);
        string even2 = Value($"{d[4]} - {d[2]}"), odd2 = Value($"{d[3]} - {d[1]}");
        return
        [
            MultiplyAdd(d[0], 4, MultiplyAdd(d[2], -5, d[4])),
            Value($"{even1} + {odd1}"), Value($"{even1} - {odd1}"),
            MultiplyAdd(odd2, 2, even2), MultiplyAdd(odd2, -2, even2),
            MultiplyAdd(d[1], 4, MultiplyAdd(d[3], -5, d[5])),
        ];
    }

    /// <summary>Aᵀ of a line of products: output j sums them, each times its point to the power of j.</summary>
    public string[] Output(string[] p)
    {
        string sum1 = Value($"{p[1]} + {p[2]}"), difference1 = Value($"{p[1]} - {p[2]}");
        bool hasTwo = form.Tile == 6;
        string sum2 = hasTwo ? Value($"{p[3]} + {p[4]}") : "", difference2 = hasTwo ? Value($"{p[3]} - {p[4]}") : "";
        string[] outputs = new string[form.Outputs];
        for (int j = 0; j < outputs.Length; j++)
        {
            string value = j % 2 == 0 ? sum1 : difference1;
            if (hasTwo) value = j == 0 ? Value($"{value} + {sum2}") : MultiplyAdd(j % 2 == 0 ? sum2 : difference2, 1 << j, value);
            if (j == 0) value = Value($"{value} + {p[0]}");
            if (j == outputs.Length - 1) value = Value($"{value} + {p[form.Tile - 1]}");
            outputs[j] = value;
        }
        return outputs;
    }

    /// <summary>A of a line of the outputs' gradients: what <see cref="Output"/> does, transposed.</summary>
    public string[] OutputGradient(string[] y)
    {
        var results = new List<string> { y[0] };
        for (int point = 1; point <= (form.Tile == 6 ? 2 : 1); point++)
        {
            string even = Powers(y, 0, point), odd = Powers(y, 1, point);
            results.Add(Value($"{even} + {odd}"));
            results.Add(Value($"{even} - {odd}"));
        }
        results.Add(y[y.Length - 1]);
        return [.. results];
    }

    /// <summary>A transform of a square: of its rows, and then, one after the other, of the columns of what they became.</summary>
    /// <param name="size">Rows and columns.</param>
    /// <param name="load">The value at a row and a column.</param>
    /// <param name="transform">The transform of a line.</param>
    /// <returns>Columns of the result, each with its number.</returns>
    public IEnumerable<(int Column, string[] Values)> Square(int size, Func<int, int, string> load, Func<WinogradLines, string[], string[]> transform)
    {
        string[][] rows = new string[size][];
        for (int i = 0; i < size; i++) rows[i] = transform(this, [.. Enumerable.Range(0, size).Select(j => Value(load(i, j)))]);
        for (int j = 0; j < rows[0].Length; j++) yield return (j, transform(this, [.. rows.Select(row => row[j])]));
    }

    /// <summary>Names a value.</summary>
    private string Value(string expression)
    {
        string name = Invariant.Format($"t{_names++}");
        writer.Line($"var {name} = {expression};");
        return name;
    }

    private string Powers(string[] y, int first, int point)
    {
        string sum = first == 0 || point == 1 ? y[first] : Value($"{y[first]} + {y[first]}");
        for (int j = first + 2; j < y.Length; j += 2)
            sum = point == 1 ? Value($"{sum} + {y[j]}") : MultiplyAdd(y[j], 1 << j, sum);
        return sum;
    }

    private string MultiplyAdd(string value, int factor, string addend) => Value(Invariant.Format($"{v}.MultiplyAddEstimate({value}, {v}.Create<float>({factor}f), {addend})"));
}
