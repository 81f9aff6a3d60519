namespace Cnn.Planning;

/// <summary>What the planner's passes did and refused, and why; the reasons of algorithms stand at the steps.</summary>
internal static class DecisionSection
{
    public static IEnumerable<string> Lines(IReadOnlyList<PlanLogLine> told)
    {
        string[][] rows =
            [.. told.Where(line => line.Pass != PlanLog.Algorithms).Select(line => new[] { line.Pass, line.Layer, line.Text })];
        if (rows.Length == 0) return [];
        return ["Decisions (the planner's pass, the layer, and what was done or refused)", .. TextTable.Lines(rows, false, false, false)];
    }
}
