using System.Globalization;
using Cnn.Benchmarks.Catalog;
using Cnn.Benchmarks.Children;
using Cnn.Benchmarks.Comparison;
using Cnn.Benchmarks.Measuring;
using Cnn.Benchmarks.Terminal;
using Cnn.Dsl;
using Spectre.Console;

namespace Cnn.Benchmarks.Layers;

/// <summary>
/// The command that takes a pass apart: the time of each step, and what share of the processor's peak its multiply-adds are.
/// </summary>
internal static class LayersCommand
{
    /// <summary>Measures and prints the table.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(LayersOptions options)
    {
        BenchmarkNetwork network = NetworkCatalog.Find(options.Network);
        bool isTraining = options.Mode == Mode.Training;
        int batch = options.Batch ?? (isTraining ? network.TrainingBatch : 1);
        if (batch > (isTraining ? network.TrainingBatch : network.LargestInferenceBatch))
            throw new UserException($"{network.Name} was compiled for smaller batches.");
        using var files = new NetworkFiles(network);
        PassRunner runner = network.TakeApart(options.Mode, files.Weights, batch, options.Threads);
        IReadOnlyList<double[]> passes = runner.Measure(options.Seconds);
        double peak = ProcessorPeak.MultiplyAddsPerSecond(runner.Threads);

        double[] seconds = [.. runner.Steps.Select(step => passes.Select(pass => pass[step.Index]).Order().ElementAt(passes.Count / 2))];
        double all = seconds.Sum();
        Dictionary<string, LayerSpec> layers = files.Spec.Layers.ToDictionary(layer => layer.Name);
        Table table = WideTable.Of(["step", "layer", "input", "by"], ["multiply-adds, 10⁶", "ms", "of the pass", "of peak"]);
        foreach (PassStep step in runner.Steps)
        {
            double taken = seconds[step.Index], work = (double)step.MultiplyAdds * batch;
            LayerSpec layer = layers[step.Plan.Layer];
            table.AddRow(
                step.Plan.Name, Markup.Escape(layer.Description), layer.Input.ToString(), step.Kind, work > 0 ? Text(work / 1e6, "N1") : "",
                    Text(taken * 1000, "F4"),
                Text(taken / all, "P1"), work > 0 ? Text(work / taken / peak, "P0") : "");
        }

        WideTable.Write(table);
        AnsiConsole.WriteLine(FormattableString.Invariant(
            $"{runner.Steps.Length} steps of batch {batch}, threads {runner.Threads}: {all * 1000:F3} ms, medians of {passes.Count} ")
                + FormattableString.Invariant($"passes. Peak: {peak / 1e9:F1} thousand million multiply-adds a second."));
        return 0;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
