using System.Globalization;
using Cnn.Benchmarks.Catalog;
using Cnn.Benchmarks.Children;
using Cnn.Benchmarks.Comparison;
using Cnn.Benchmarks.Terminal;
using Spectre.Console;

namespace Cnn.Benchmarks.Startup;

/// <summary>
/// The command that measures how long a program takes from its start to the first prediction: a generated network with the weights of a
/// safetensors file, and ONNX Runtime with an ONNX file. All files have just been written, and so are in memory.
/// </summary>
internal static class StartupCommand
{
    private const int Starts = 5, Batch = 1;

    private const double Megabyte = 1 << 20;

    /// <summary>Measures and prints the table.</summary>
    /// <returns>0; 1 where a row failed.</returns>
    public static int Run(StartupOptions options)
    {
        Table table = WideTable.Of(
            ["network", "side"], ["to the program's first statement, ms", "to the first prediction, ms", "memory, MB"]);
        int failures = 0;
        foreach (BenchmarkNetwork network in options.Networks.Select(NetworkCatalog.Find).ToArray())
        {
            using var files = new NetworkFiles(network);
            var results = new Dictionary<Side, List<AloneResult>> { [Side.CnnGen] = [], [Side.OnnxRuntime] = [] };
            for (int start = 0; start < Starts; start++)
            {
                foreach ((Side side, List<AloneResult> list) in results)
                {
                    var request = new ChildRequest(false, network.Name, Mode.Inference, side, Batch, options.Threads, 0, files.Weights,
                        files.Model(Batch));
                    (AloneResult? result, string? failure) = ChildProcess.Run<AloneResult>(request);
                    if (result is not null) list.Add(result);
                    else Console.Error.WriteLine($"{network.Name}, {side}: {failure}");
                    failures += result is null ? 1 : 0;
                }
            }

            foreach ((Side side, List<AloneResult> list) in results.Where(pair => pair.Value.Count > 0))
            {
                table.AddRow(
                    network.Name, side.ToString().ToLowerInvariant(), Median(list, result => result.MainMs),
                        Median(list, result => result.FirstResultMs),
                    Median(list, result => result.PeakBytes / Megabyte));
            }
        }

        WideTable.Write(table);
        return failures == 0 ? 0 : 1;
    }

    private static string Median(List<AloneResult> results, Func<AloneResult, double> value) =>
        results.Select(value).Order().ElementAt(results.Count / 2).ToString("N0", CultureInfo.InvariantCulture);
}
