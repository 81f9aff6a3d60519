namespace Cnn.Planning;

/// <summary>The loop of a sum between whose rounds runs end (<see cref="SummationRun"/>).</summary>
/// <param name="Loop">Its place among the loops, the outermost of which is the first.</param>
/// <param name="Step">How far it counts in a run.</param>
/// <param name="IsWhole">Whether it is whole runs.</param>
public sealed record RunLoop(int Loop, int Step, bool IsWhole)
{
    /// <summary>The loop, and how many of its rounds are a run; null where all loops are no longer than a run.</summary>
    /// <param name="rounds">Rounds of each loop, the outermost first, were none of them written out.</param>
    /// <param name="terms">Terms of a round of the innermost loop.</param>
    public static (int Loop, int Rounds)? Of(IReadOnlyList<int> rounds, long terms)
    {
        // The outermost of the loops that are a run together is cut where it alone is too long.
        int cut = rounds.Count;
        while (cut > 0 && terms * rounds[cut - 1] <= SummationRun.Longest) terms *= rounds[--cut];
        return cut == 0 ? null : (cut - 1, SummationRun.Rounds(rounds[cut - 1], terms));
    }
}
