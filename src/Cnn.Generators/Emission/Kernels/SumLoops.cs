using Cnn.Dsl;
using Cnn.Planning;

namespace Cnn.Generators;

/// <summary>A loop of a sum.</summary>
/// <param name="Index">The name of its counter.</param>
/// <param name="Extent">How far it counts at most.</param>
/// <param name="Step">How far it counts in a round; it divides the extent where bounds are constants.</param>
internal sealed record SumLoop(string Index, int Extent, int Step = 1)
{
    /// <summary>Whether a round is as many rounds, written out, as it counts.</summary>
    public bool IsUnrolled { get; init; }

    /// <summary>Where it begins, an expression.</summary>
    public string Begin { get; init; } = "0";

    /// <summary>Where it ends, an expression; the extent where there is none.</summary>
    public string End { get; init; } = "";

    /// <summary>What is written at the beginning of a round.</summary>
    public Action? Enter { get; init; }

    /// <summary>How many rounds it makes at most, were none written out.</summary>
    public int Rounds => IsUnrolled ? Extent : (int)(((long)Extent + Step - 1) / Step);

    /// <summary>An expression that is 0 in the first round.</summary>
    public string Begun => Begin == "0" ? Index : $"({Index} - {Begin})";
}

/// <summary>
/// Writes the loops of a sum, and where it is longer than a run may be, ends runs between them (<see cref="SummationRun"/>).
/// </summary>
internal static class SumLoops
{
    /// <param name="writer">Where to.</param>
    /// <param name="loops">The loops, the outermost first.</param>
    /// <param name="terms">Terms of a round of the innermost loop, were it not unrolled.</param>
    /// <param name="begun">
    /// Counters, or-ed, one of which is not 0 where there were terms before these loops; empty where there were none.
    /// </param>
    /// <param name="endRun">Writes the end of a run; null where the whole sum is none too long.</param>
    /// <param name="body">Writes the innermost round.</param>
    public static void Write(CodeWriter writer, IReadOnlyList<SumLoop> loops, long terms, string begun, Action? endRun, Action body)
    {
        RunLoop? run = null;
        if (endRun is not null && RunLoop.Of(loops.Select(loop => loop.Rounds).ToArray(), terms) is var (at, rounds))
        {
            var loop = loops[at];
            int step = loop.IsUnrolled ? rounds : rounds * loop.Step;
            run = new(at, step, loop.End.Length == 0 && loop.Extent % step == 0);
        }
        Write(writer, loops, run, begun, endRun ?? (() => { }), body);
    }

    /// <param name="writer">Where to.</param>
    /// <param name="loops">The loops, the outermost first.</param>
    /// <param name="run">Where runs end; null where they do not.</param>
    /// <param name="begun">
    /// Counters, or-ed, one of which is not 0 where there were terms before these loops; empty where there were none.
    /// </param>
    /// <param name="endRun">Writes the end of a run.</param>
    /// <param name="body">Writes the innermost round.</param>
    public static void Write(CodeWriter writer, IReadOnlyList<SumLoop> loops, RunLoop? run, string begun, Action endRun, Action body)
    {
        var open = new Stack<CodeWriter.Braces>();
        for (int i = 0; i < loops.Count; i++)
        {
            var loop = loops[i];
            string end = loop.End.Length > 0 ? loop.End : Invariant.Format($"{loop.Extent}"), begin = loop.Begin;
            if (run?.Loop != i)
            {
                open.Push(Open(loop, begin, end));
                begun = Or(begun, loop.Begun);
            }
            else if (run.Step > loop.Step)
            {
                string name = loop.Index + "Run";
                open.Push(writer.Block($"for (nint {name} = {begin}; {name} < {end}; {Advance(name, run.Step)})"));
                EndRun(begin == "0" ? name : $"({name} - {begin})");
                string next = Invariant.Format($"{name} + {run.Step}");
                if (!run.IsWhole) writer.Line($"nint {loop.Index}RunEnd = global::System.Math.Min({next}, {end});");
                open.Push(Open(loop, name, run.IsWhole ? next : loop.Index + "RunEnd"));
            }
            else
            {
                open.Push(Open(loop, begin, end));
                EndRun(loop.Begun);
            }
            loop.Enter?.Invoke();
        }
        body();
        while (open.Count > 0) open.Pop().Dispose();

        // Nothing ends before the first run has begun.
        void EndRun(string counter)
        {
            string counters = begun.Length == 0 ? counter : $"({Or(begun, counter)})";
            using (writer.Block($"if ({counters} != 0)")) endRun();
        }

        CodeWriter.Braces Open(SumLoop loop, string begin, string end) =>
            writer.Block($"for (nint {loop.Index} = {begin}; {loop.Index} < {end}; {Advance(loop.Index, loop.Step)})");

        static string Advance(string index, int step) => step == 1 ? index + "++" : Invariant.Format($"{index} += {step}");

        static string Or(string one, string other) => one.Length == 0 ? other : one + " | " + other;
    }

    /// <summary>The end of a run of a sum in a register: its total is in another.</summary>
    public static void EndRun(CodeWriter writer, string sum, string total)
    {
        writer.Line($"var next{sum} = {total} + {sum};");
        writer.Line($"{sum} -= next{sum} - {total};");
        writer.Line($"{total} = next{sum};");
    }

    /// <summary>The end of a run of a sum in a register: its total is in memory, so many floats behind a reference.</summary>
    public static string EndRunInMemory(VectorWidth width, string sum, string total, int offset) =>
        Invariant.Format($"{sum} = _Runs.End{width.Bits}({sum}, ref {total}, {offset});");

    /// <summary>The end of the last run of a sum in a register: its total, which is in memory, becomes the sum.</summary>
    public static string EndInMemory(VectorWidth width, string sum, string total, int offset) =>
        Invariant.Format($"_Runs.Add{width.Bits}({sum}, ref {total}, {offset});");
}
