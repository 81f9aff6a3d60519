using System.Globalization;
using Cnn.Benchmarks.Catalog;
using Cnn.Benchmarks.Measuring;
using Cnn.Benchmarks.Peers.Torch;
using Cnn.Benchmarks.Terminal;
using Cnn.Runtime;
using Spectre.Console;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cnn.Benchmarks.Optimizers;

/// <summary>
/// The command that measures the update of a network's parameters alone: by the runtime's optimizers, by TorchSharp's, and by a loop that
/// does nothing but read and write what an update must.
/// </summary>
internal static class OptimizersCommand
{
    private static readonly (string Name, Func<Optimizer> Ours, Func<IEnumerable<Parameter>, optim.Optimizer> Peer)[] s_rows =
    [
        ("sgd", () => new Sgd(0.01f), parameters => optim.SGD(parameters, 0.01)),
        ("sgd, momentum", () => new Sgd(0.01f) { Momentum = 0.9f }, parameters => optim.SGD(parameters, 0.01, momentum: 0.9)),
        ("adam", () => new Adam(), parameters => optim.Adam(parameters)),
        ("adamw", () => new AdamW(), parameters => optim.AdamW(parameters)),
    ];

    /// <summary>Measures and prints the table.</summary>
    public static int Run(OptimizersOptions options)
    {
        NetworkInfo info = NetworkCatalog.Find(options.Network).Info;
        Table table = WideTable.Of(
            ["optimizer"], ["threads", "cnngen, ms", "torchsharp, ms", "ratio", "memory alone, ms", "cnngen, GB/s", "of memory's speed"]);
        foreach (int threads in options.Threads)
            foreach (var (name, ours, peer) in s_rows) AddRow(table, info, name, ours(), peer, threads, options.Seconds);
        WideTable.Write(table);
        Console.WriteLine(FormattableString.Invariant($"{options.Network}: {info.TrainableFloats:N0} floats of parameters, medians."));
        return 0;
    }

    private static void AddRow(
        Table table, NetworkInfo info, string name, Optimizer optimizer, Func<IEnumerable<Parameter>, optim.Optimizer> peer, int threads,
        double seconds)
    {
        using Arena parameters = new(info.TrainableFloats), gradients = new(info.TrainableFloats);
        using Arena state = new((long)info.TrainableFloats * optimizer.StateFloatsPerParameter);
        gradients.Span.Fill(1e-3f);
        var update = new ParameterUpdate(info, optimizer, parameters, gradients, state);
        var traffic = new MemoryTraffic(parameters, gradients, state);
        long step = 0;
        void Ours()
        {
            for (int phase = 0; phase < update.PhaseCount; phase++)
            {
                int current = phase;
                InParts(threads, (part, parts) => update.Run(current, step, part, parts));
            }
            step++;
        }
        var trained = info.Parameters.Where(parameter => parameter.IsTrainable);
        using var torch = new TorchUpdate(
            trained.Select(parameter => parameter.Shape.Select(size => (long)size).ToArray()), peer, threads);
        (Timing ourTime, Timing peerTime) = Alternation.Measure(Ours, torch.Step, seconds);
        (_, Timing memory) = Alternation.Measure(Ours, () => InParts(threads, traffic.Run), seconds);
        table.AddRow(
            name, threads.ToString(CultureInfo.InvariantCulture), Milliseconds(ourTime), Milliseconds(peerTime),
            (ourTime.Median / peerTime.Median).ToString("F2", CultureInfo.InvariantCulture), Milliseconds(memory),
            (traffic.Bytes / ourTime.Median / 1e6).ToString("F1", CultureInfo.InvariantCulture),
            (memory.Median / ourTime.Median).ToString("P0", CultureInfo.InvariantCulture));
    }

    private static void InParts(int parts, Action<int, int> run)
    {
        if (parts == 1) run(0, 1);
        else Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = parts }, part => run(part, parts));
    }

    private static string Milliseconds(Timing timing) => timing.Median.ToString("F2", CultureInfo.InvariantCulture);
}
