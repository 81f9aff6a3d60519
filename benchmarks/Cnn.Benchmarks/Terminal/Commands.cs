using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Cnn.Benchmarks.Bits;
using Cnn.Benchmarks.Catalog;
using Cnn.Benchmarks.Children;
using Cnn.Benchmarks.Comparison;
using Cnn.Benchmarks.Kernels;
using Cnn.Benchmarks.Layers;
using Cnn.Benchmarks.Optimizers;
using Cnn.Benchmarks.Startup;

namespace Cnn.Benchmarks.Terminal;

/// <summary>Reads the command line.</summary>
internal sealed class Commands
{
    private const double DefaultSeconds = 2;

    private readonly Argument<string> _mode = new Argument<string>("mode")
        { Description = "What is run." }.AcceptOnlyFromAmong("inference", "training");

    private readonly Option<string[]?> _networks = List("--networks", "The networks, separated by commas. Default: all.", "NAME,NAME");

    private readonly Option<string[]?> _threads = List("--threads",
        "Numbers of threads, separated by commas. Default: 1, and one a processor.", "N,N");

    private readonly Option<string[]?> _batches = List("--batch",
        "Instances of a call, separated by commas. Default: 1 and 16 at inference, the network's batch in training.", "N,N");

    private readonly Option<string[]?> _peers =
        List("--peer", "onnxruntime or torchsharp, or both. Default: onnxruntime at inference, torchsharp in training.", "NAME,NAME");

    private readonly Option<double> _seconds = new("--seconds")
    {
        Description = "How long each side of each row is measured.",
        HelpName = "S",
        DefaultValueFactory = _ => DefaultSeconds,
    };

    private readonly Option<string> _network = new("--network") { Description = "The network.", HelpName = "NAME", Required = true };

    private readonly Option<bool> _training = new("--training") { Description = "A training step instead of a prediction." };

    private readonly Option<int?> _layersBatch = new("--batch")
        { Description = "Instances. Default: 1 at inference, the network's batch in training.", HelpName = "N" };

    private readonly Option<int> _oneThreads = new("--threads")
        { Description = "Threads. Default: 1.", HelpName = "N", DefaultValueFactory = _ => 1 };

    private readonly Option<bool> _noMemory = new("--no-memory")
        { Description = "Does not run each side alone as well, which is how its memory is measured." };

    private readonly Option<string?> _json = new("--json") { Description = "Writes the rows there, too.", HelpName = "FILE" };

    private readonly Option<bool> _oneWidth = new("--one-width")
        { Description = "Uses this process's vectors only, and no narrower ones.", Hidden = true };

    private readonly RootCommand _root;

    public Commands()
    {
        var compare = new Command("compare",
            "Runs generated networks and a peer in turns, with the same weights and images, and compares times and results.")
        {
            _mode, _networks, _threads, _batches, _peers, _seconds, _noMemory, _json,
        };
        compare.SetAction(parsed => CompareCommand.Run(ReadCompare(parsed)));
        var startup = new Command("startup",
            "Measures the time from the start of a program to its first prediction, against ONNX Runtime.") { _networks, _oneThreads };
        startup.SetAction(parsed => StartupCommand.Run(new(Networks(parsed), parsed.GetValue(_oneThreads))));
        var layers = new Command("layers", "Measures each step of a generated pass.")
            { _network, _training, _layersBatch, _oneThreads, _seconds };
        layers.SetAction(parsed => LayersCommand.Run(ReadLayers(parsed)));
        var kernels = new Command("kernels", "Measures networks of one layer with BenchmarkDotNet.");
        kernels.SetAction(_ => KernelsCommand.Run());
        var bits = new Command("bits", "Prints hashes of networks' results at all vector widths, to compare two commits by.")
            { _mode, _networks, _threads, _oneWidth };
        bits.SetAction(parsed => BitsCommand.Run(ReadBits(parsed)));
        var optimizers = new Command("optimizers", "Measures the update of a network's parameters alone, against TorchSharp's and memory.")
            { _network, _threads, _seconds };
        optimizers.SetAction(parsed => OptimizersCommand.Run(
            new(parsed.GetRequiredValue(_network), Threads(parsed), parsed.GetValue(_seconds))));
        _root = new RootCommand("Measures generated networks.") { compare, startup, kernels, layers, optimizers, bits };
    }

    /// <summary>Parses and runs.</summary>
    /// <returns>The exit code; 1 after a bad option, which is explained on the error output.</returns>
    /// <exception cref="UserException">An option's value is wrong.</exception>
    public int Run(string[] arguments)
    {
        ParseResult parsed = _root.Parse(arguments);
        if (parsed.Errors.Count == 0) return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        throw new UserException($"{parsed.Errors[0].Message} See --help.");
    }

    private ComparisonOptions ReadCompare(ParseResult parsed)
    {
        Mode mode = ReadMode(parsed);
        Side[] peers = [.. Given(parsed, _peers).Select(Peer)];
        if (peers.Length == 0) peers = [mode == Mode.Inference ? Side.OnnxRuntime : Side.TorchSharp];
        if (mode == Mode.Training && peers.Contains(Side.OnnxRuntime))
            throw new UserException("onnxruntime is compared at inference only.");
        return new(
            mode, Networks(parsed), Threads(parsed), [.. Given(parsed, _batches).Select(word => Number(word, "--batch"))], peers,
            parsed.GetValue(_seconds), !parsed.GetValue(_noMemory), parsed.GetValue(_json));
    }

    private BitsOptions ReadBits(ParseResult parsed) => new(
        ReadMode(parsed), Given(parsed, _networks), Given(parsed, _threads) is { Length: > 0 } ? Threads(parsed) : [1, 2],
            parsed.GetValue(_oneWidth));

    private LayersOptions ReadLayers(ParseResult parsed) => new(
        parsed.GetRequiredValue(_network), parsed.GetValue(_training) ? Mode.Training : Mode.Inference, parsed.GetValue(_layersBatch),
            parsed.GetValue(_oneThreads),
        parsed.GetValue(_seconds));

    private Mode ReadMode(ParseResult parsed) => Enum.Parse<Mode>(parsed.GetRequiredValue(_mode), ignoreCase: true);

    private IReadOnlyList<string> Networks(ParseResult parsed) =>
        Given(parsed, _networks) is { Length: > 0 } names ? names : NetworkCatalog.Names;

    private IReadOnlyList<int> Threads(ParseResult parsed) => Given(parsed, _threads) is { Length: > 0 } words
        ? [.. words.Select(word => Number(word, "--threads"))]
        : [.. new[] { 1, Environment.ProcessorCount }.Distinct()];

    private static Option<string[]?> List(string name, string description, string helpName) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result => result.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
    };

    private static string[] Given(ParseResult parsed, Option<string[]?> option) => parsed.GetValue(option) ?? [];

    private static int Number(string word, string option) =>
        int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number > 0
            ? number
            : throw new UserException($"{option} takes whole numbers above 0, not '{word}'.");

    private static Side Peer(string word) => word switch
    {
        "onnxruntime" => Side.OnnxRuntime,
        "torchsharp" => Side.TorchSharp,
        _ => throw new UserException($"--peer takes onnxruntime or torchsharp, not '{word}'."),
    };
}
