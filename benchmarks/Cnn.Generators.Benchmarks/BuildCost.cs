using System.Diagnostics;
using System.Globalization;
using System.Text;
using Cnn.Dsl;
using Cnn.TestSupport;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Benchmarks;

/// <summary>
/// What a network costs the build of the project that declares it, beside the same project without it: bytes of generated source, bytes of
/// the assembly, and the time that generating and compiling take. Cold is a process's first compilation, as with a compiler server that has
/// just started; warm is the median of the first ones that follow; settled is that of the last ones of many, when the runtime has compiled
/// the compiler's own code for good.
/// </summary>
internal static class BuildCost
{
    /// <summary>
    /// The command by which a process of its own measures one file; <see cref="Nothing"/> is the project without a network.
    /// </summary>
    public const string OnceCommand = "cost-once";

    private const string Nothing = "-";
    private const int ColdRuns = 3, WarmRuns = 5, SettlingRuns = 50, SettledRuns = 10;

    public static int Run(IReadOnlyCollection<string> files)
    {
        var without = Measure(Nothing);
        Console.WriteLine("| network | generated source, bytes | assembly, bytes | compile time cold, s | warm, s | settled, s |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var file in NetworkFile.ReadAll(files))
        {
            var with = Measure(file.Path);
            Console.WriteLine(Invariant.Format(
                $"| {file.Name} | {Invariant.Count(with.Source)} | {Invariant.Count(with.Assembly - without.Assembly)} | "
                    + $"{with.Cold - without.Cold:F2} | {with.Warm - without.Warm:F2} | {with.Settled - without.Settled:F2} |"));
        }
        return 0;
    }

    /// <summary>
    /// Measures one file in this process, which must have compiled nothing yet: first cold, then as often again as is said.
    /// </summary>
    public static int RunOnce(string file, string laterRuns)
    {
        var first = Compile(file);
        double[] later = [
            .. Enumerable.Range(0, int.Parse(laterRuns, CultureInfo.InvariantCulture)).Select(_ => Compile(file).Seconds)];
        double warm = Median(later.Take(WarmRuns)), settled = Median(later.TakeLast(SettledRuns));
        Console.WriteLine(Invariant.Format($"{first.Source} {first.Assembly} {first.Seconds:F4} {warm:F4} {settled:F4}"));
        return 0;
    }

    private static Cost Measure(string file)
    {
        var run = InProcessOfItsOwn(file, SettlingRuns + SettledRuns);
        return run with { Cold = Median([run.Cold, .. Enumerable.Range(1, ColdRuns - 1).Select(_ => InProcessOfItsOwn(file, 0).Cold)]) };
    }

    // 0 of none.
    private static double Median(IEnumerable<double> values) =>
        values.Order().ToArray() is { Length: > 0 } ordered ? ordered[ordered.Length / 2] : 0;

    private static Cost InProcessOfItsOwn(string file, int laterRuns)
    {
        string[] arguments = [typeof(BuildCost).Assembly.Location, OnceCommand, file, Invariant.Format($"{laterRuns}")];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        string[] words = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"Measuring '{file}' ended with {process.ExitCode}.");
        return new(
            long.Parse(words[0], CultureInfo.InvariantCulture), long.Parse(words[1], CultureInfo.InvariantCulture), Seconds(words[2]),
            Seconds(words[3]), Seconds(words[4]));

        static double Seconds(string word) => double.Parse(word, CultureInfo.InvariantCulture);
    }

    private static (long Source, long Assembly, double Seconds) Compile(string file)
    {
        InMemoryText[] texts = file == Nothing ? [] : [NetworkFile.Read(file).ToAdditionalText()];
        var watch = Stopwatch.StartNew();
        var driver = Harness.Driver([.. texts]).RunGeneratorsAndUpdateCompilation(Harness.Compilation([]), out var compilation, out _);
        using var assembly = new MemoryStream();
        using var symbols = new MemoryStream();
        var emitted = compilation.Emit(assembly, symbols);
        double seconds = watch.Elapsed.TotalSeconds;
        if (!emitted.Success)
            throw new InvalidDataException(
                $"{file}: {emitted.Diagnostics.First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
        long source = driver.GetRunResult().GeneratedTrees.Sum(tree => (long)Encoding.UTF8.GetByteCount(tree.GetText().ToString()));
        return (source, assembly.Length, seconds);
    }

    // Bytes, and seconds.
    private sealed record Cost(long Source, long Assembly, double Cold, double Warm, double Settled);
}
