using System.Diagnostics;
using Cnn.Dsl;
using Cnn.Planning;
using Cnn.TestSupport;

namespace Cnn.Generators.Benchmarks;

/// <summary>
/// A table of the stages in seconds instead of minutes: the first call, which compiles the stage's own code if it is the first network of
/// the process, and the best and the median of the calls that follow. On a machine that does something else, too, the best is nearest to
/// the stage's own time.
/// </summary>
internal static class StageReport
{
    private const int Rounds = 60;

    public static int Run(IReadOnlyCollection<string> files)
    {
        Console.WriteLine("| network | stage | first call, ms | best, ms | median, ms | allocated, KB |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var file in NetworkFile.ReadAll(files))
        {
            var declaration = file.Parse();
            Row(file, "parse", () => file.Parse());
            Row(file, "resolve and check", () => NetworkChecker.Check(declaration));
            var spec = file.Resolve();
            Row(file, "plan", () => Planner.Plan(spec));
            Row(file, "plan and emit", () => NetworkEmitter.Emit(NetworkFile.Shell(spec), spec, CancellationToken.None));
            var compilation = Harness.Compilation([]);
            Row(file, "the generator's driver", () => Harness.Driver([new InMemoryText(file.Path, file.Text)]).RunGenerators(compilation));
        }
        return 0;
    }

    private static void Row(NetworkFile file, string stage, Func<object> run)
    {
        double first = Time(run);
        double[] later = [.. Enumerable.Range(0, Rounds).Select(_ => Time(run)).Order()];
        long before = GC.GetAllocatedBytesForCurrentThread();
        run();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine(
            Invariant.Format($"| {file.Name} | {stage} | {first:F1} | {later[0]:F2} | {later[Rounds / 2]:F2} | {allocated / 1024} |"));
    }

    private static double Time(Func<object> run)
    {
        var watch = Stopwatch.StartNew();
        run();
        return watch.Elapsed.TotalMilliseconds;
    }
}
