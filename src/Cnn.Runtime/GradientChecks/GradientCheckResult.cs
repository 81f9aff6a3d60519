using System.Globalization;
using System.Text;

namespace Cnn;

/// <summary>What a <see cref="GradientCheck"/> found. <see cref="ToString"/> is a table.</summary>
public sealed class GradientCheckResult
{
    private static readonly string[] s_titles =
        ["parameter", "shape", "checked", "right", "wrong", "negligible", "at kinks", "in noise", "largest error", "worst"];

    internal GradientCheckResult(string network, double loss, double tolerance, IReadOnlyList<ParameterCheck> parameters)
    {
        (Network, Loss, Tolerance) = (network, loss, tolerance);
        Parameters = FixedList.Of(parameters);
    }

    /// <summary>The network's name.</summary>
    public string Network { get; }

    /// <summary>The mean loss where the gradients were checked.</summary>
    public double Loss { get; }

    /// <summary>What errors were held to.</summary>
    public double Tolerance { get; }

    /// <summary>One row for each tensor that is trained and not frozen, in the network's order.</summary>
    public IReadOnlyList<ParameterCheck> Parameters { get; }

    /// <summary>
    /// Whether no gradient is wrong, of each tensor a quarter of what was looked at was judged or is negligible, and not all is negligible:
    /// what could not be looked at has not passed.
    /// </summary>
    public bool Passed => Parameters.All(parameter => parameter.Passed) && Parameters.Any(parameter => parameter.Judged > 0);

    /// <summary>Throws where the check has not passed.</summary>
    /// <exception cref="GradientCheckException">
    /// A gradient is wrong: the message names layer, tensor, index, and both numbers; or a tensor was not judged, and why.
    /// </exception>
    public void ThrowIfFailed()
    {
        if (Passed)
            return;
        StringBuilder message = new();
        if (Parameters.All(parameter => parameter.Judged == 0))
            message.Append($"No gradient of {Network} could be judged: its loss does not change beyond rounding noise.\n");
        foreach (ParameterCheck parameter in Parameters.Where(parameter => !parameter.Passed))
            message.Append(Describe(parameter)).Append('\n');
        throw new GradientCheckException($"{message}{this}", this);
    }

    /// <summary>A table, one row a tensor.</summary>
    public override string ToString()
    {
        List<string[]> rows = [s_titles, .. Parameters.Select(Row)];
        int[] widths = [.. s_titles.Select((_, column) => rows.Max(row => row[column].Length))];
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"Gradients of {Network}: {(Passed ? "passed" : "not passed")}; loss {Loss:G6}, ")
            .Append(CultureInfo.InvariantCulture, $"tolerance {Tolerance * 100:G3} %\n");
        foreach (string[] row in rows)
        {
            // Names and places to the left, numbers to the right.
            string line = string.Join("  ", row.Select((cell, column) =>
                column is 0 or 1 or 9 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column])));
            text.Append(line.TrimEnd()).Append('\n');
        }
        return text.ToString();
    }

    private string Describe(ParameterCheck parameter)
    {
        string where = $"{Network}, layer {parameter.Layer}, {parameter.Name}";
        if (parameter is { Wrong: > 0, Worst: { } worst })
        {
            return where + FormattableString.Invariant(
                $": {parameter.Wrong} of {parameter.Judged} gradients are wrong. The worst is {worst}.");
        }
        return where + FormattableString.Invariant(
            $": of {parameter.Checked} gradients only {parameter.Judged + parameter.Negligible} could be judged: {parameter.AtKinks} are ")
            + FormattableString.Invariant($"at kinks, {parameter.InNoise} in noise. Check at another point: other images, another seed, ")
            + "a trained network; or more images, so that a kink weighs less, and more entries.";
    }

    private static string[] Row(ParameterCheck parameter) =>
    [
        parameter.Name, Shapes.Format(parameter.Shape), Text(parameter.Checked), Text(parameter.Right), Text(parameter.Wrong),
        Text(parameter.Negligible), Text(parameter.AtKinks), Text(parameter.InNoise),
        parameter.Worst is null ? "-" : FormattableString.Invariant($"{parameter.LargestError * 100:G3} %"),
        parameter.Worst is { } worst
            ? FormattableString.Invariant($"{worst.Place}: slope {worst.Expected:G6}, gradient {worst.Found:G6}") : "-",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
