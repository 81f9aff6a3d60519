using Cnn.Benchmarks.Catalog;
using Cnn.Benchmarks.Children;
using Cnn.Benchmarks.Measuring;

namespace Cnn.Benchmarks.Comparison;

/// <summary>Measures row after row, each in processes of its own.</summary>
internal sealed class Comparer
{
    private static readonly int[] s_inferenceBatches = [1, 16];

    private readonly ComparisonOptions _options;
    private readonly BenchmarkNetwork[] _networks;
    private readonly Dictionary<int, double> _peaks;

    /// <summary>Checks what was asked for, and measures what the processor can do.</summary>
    /// <exception cref="UserException">A network cannot be run as it was asked for.</exception>
    public Comparer(ComparisonOptions options)
    {
        _options = options;
        _networks = [.. options.Networks.Select(NetworkCatalog.Find)];
        foreach (BenchmarkNetwork network in _networks) Check(network);
        _peaks = options.Threads.Distinct().ToDictionary(threads => threads, ProcessorPeak.MultiplyAddsPerSecond);
    }

    /// <summary>What the processor's registers can do, in multiply-adds a second, for each number of threads.</summary>
    public IReadOnlyDictionary<int, double> Peaks => _peaks;

    /// <summary>Measures the rows, one after the other as they are asked for.</summary>
    public IEnumerable<ComparisonRow> Rows()
    {
        foreach (BenchmarkNetwork network in _networks)
        {
            using var files = new NetworkFiles(network);
            foreach (int batch in Batches(network))
                foreach (int threads in _options.Threads)
                    foreach (Side peer in _options.Peers)
                        yield return Row(network, files, batch, threads, peer);
        }
    }

    private IReadOnlyList<int> Batches(BenchmarkNetwork network) =>
        _options.Batches.Count > 0 ? _options.Batches : _options.Mode == Mode.Inference ? s_inferenceBatches : [network.TrainingBatch];

    private void Check(BenchmarkNetwork network)
    {
        int largest = _options.Mode == Mode.Inference ? network.LargestInferenceBatch : network.TrainingBatch;
        if (Batches(network).Any(batch => batch > largest))
            throw new UserException(FormattableString.Invariant($"{network.Name} was compiled for {largest} instances at most."));
    }

    private ComparisonRow Row(BenchmarkNetwork network, NetworkFiles files, int batch, int threads, Side peer)
    {
        var row = new ComparisonRow(network.Name, Word(_options.Mode), batch, threads, Word(peer));
        string model = peer == Side.OnnxRuntime ? files.Model(batch) : "";
        var request = new ChildRequest(true, network.Name, _options.Mode, peer, batch, threads, _options.Seconds, files.Weights, model);
        (ComparedResult? result, string? failure) = ChildProcess.Run<ComparedResult>(request);
        if (result is null) return row with { Failure = failure };
        double work = NetworkWork.MultiplyAdds(files.Spec, _options.Mode) * (double)batch / _peaks[threads] * 1000;
        row = row with
        {
            OursMs = result.OursMs,
            PeerMs = result.PeerMs,
            MaxAbsDifference = result.MaxAbsDifference,
            Tolerance = result.Tolerance,
            PeakShare = work / result.OursMs,
            PeerPeakShare = work / result.PeerMs,
            AllocatedBytes = result.AllocatedBytes,
            Failure = result.MaxAbsDifference <= result.Tolerance ? null : Differ(result),
        };
        return _options.MeasuresMemory ? row with { OursPeakBytes = Peak(request, Side.CnnGen), PeerPeakBytes = Peak(request, peer) } : row;
    }

    private static string Differ(ComparedResult result) =>
        FormattableString.Invariant($"The sides differ by {result.MaxAbsDifference:G3}; rounding explains {result.Tolerance:G3} at most.");

    private static long? Peak(ChildRequest request, Side side) =>
        ChildProcess.Run<AloneResult>(request with { IsComparison = false, Side = side }).Result?.PeakBytes;

    private static string Word(Enum value) => value.ToString().ToLowerInvariant();
}
