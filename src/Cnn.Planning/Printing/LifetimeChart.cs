namespace Cnn.Planning;

/// <summary>
/// Which tensor of an instance's slot lives when, as a chart: a line for each tensor in the order in which they are written, a column for
/// each step, or for a few steps where a pass is long.
/// </summary>
internal static class LifetimeChart
{
    private const string Legend = "w written, r read, x both, - kept, . not there";

    // Names are of any length; the chart is at least so wide that a life can be seen.
    private const int LineLength = 140, LeastColumns = 40, Ruler = 10;

    public static IEnumerable<string> Lines(ExecutionPlan pass)
    {
        var lives = TensorLife.Of(pass).OrderBy(life => life.First).ThenBy(life => life.Last).ToArray();
        int steps = pass.Phases.Sum(phase => phase.Steps.Count);
        int longest = lives.Length == 0 ? 0 : lives.Max(life => pass.Tensors[life.Tensor].Name.Length);
        int room = Math.Max(LeastColumns, LineLength - longest - TextTable.Gap.Length);
        int perColumn = (steps + room - 1) / room, columns = (steps + perColumn - 1) / perColumn;
        string scale = perColumn == 1 ? "a column is a step" : Invariant.Format($"a column is {perColumn} steps");
        string[][] rows =
        [
            ["step", Numbers(columns, perColumn)],
            .. lives.Select(life => new[] { pass.Tensors[life.Tensor].Name, Row(life.Marks, columns, perColumn) }),
        ];
        return [$"Lives of the tensors ({scale}; {Legend})", .. TextTable.Lines(rows, false, false)];
    }

    private static string Numbers(int columns, int perColumn)
    {
        var ruler = new System.Text.StringBuilder();
        while (ruler.Length < columns)
        {
            string number = Invariant.Format($"{ruler.Length * perColumn}");
            // A number that would stand out over the end would look like another step's.
            if (ruler.Length + number.Length > columns) break;
            ruler.Append(number.PadRight(Ruler));
        }
        return ruler.ToString();
    }

    private static string Row(char[] life, int columns, int perColumn) =>
        new(Enumerable.Range(0, columns).Select(column => Strongest(life.Skip(column * perColumn).Take(perColumn))).ToArray());

    private static char Strongest(IEnumerable<char> marks) => marks.OrderByDescending(Strength).First();

    private static int Strength(char mark) => mark switch
    {
        TensorLife.Both => 4,
        TensorLife.Written => 3,
        TensorLife.Read => 2,
        TensorLife.Kept => 1,
        _ => 0,
    };
}
