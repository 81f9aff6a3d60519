using System.Globalization;

namespace Cnn.Benchmarks.Children;

/// <summary>
/// What a process of its own is asked to measure. Words in a fixed order carry it, because reading anything richer would take a part of the
/// time that a start is measured by.
/// </summary>
/// <param name="IsComparison">
/// Whether the generated network runs in turns with <paramref name="Side"/>, or <paramref name="Side"/> alone.
/// </param>
/// <param name="Network">The network's name.</param>
/// <param name="Mode">What is run.</param>
/// <param name="Side">Who runs it.</param>
/// <param name="Batch">Instances of a call.</param>
/// <param name="Threads">Threads of each side.</param>
/// <param name="Seconds">How long each side of a comparison is measured.</param>
/// <param name="Weights">A safetensors file.</param>
/// <param name="Model">An ONNX file, where ONNX Runtime runs.</param>
internal sealed record ChildRequest(bool IsComparison, string Network, Mode Mode, Side Side, int Batch, int Threads, double Seconds,
    string Weights, string Model)
{
    /// <summary>The command by which the program runs as such a process.</summary>
    public const string Command = "child";

    /// <summary>When the process was asked for.</summary>
    public DateTime Asked { get; init; }

    /// <summary>The command line.</summary>
    public string[] ToArguments() =>
    [
        Command, Text(IsComparison), Network, Mode.ToString(), Side.ToString(), Text(Batch), Text(Threads), Text(Seconds), Weights, Model,
            Text(Asked.Ticks),
    ];

    /// <summary>Reads the command line, without the command.</summary>
    public static ChildRequest Parse(string[] words) => new(
        bool.Parse(words[0]),
        words[1],
        Enum.Parse<Mode>(words[2]),
        Enum.Parse<Side>(words[3]),
        int.Parse(words[4], CultureInfo.InvariantCulture),
        int.Parse(words[5], CultureInfo.InvariantCulture),
        double.Parse(words[6], CultureInfo.InvariantCulture),
        words[7],
        words[8])
    {
        Asked = new DateTime(long.Parse(words[9], CultureInfo.InvariantCulture), DateTimeKind.Utc),
    };

    private static string Text(IConvertible value) => value.ToString(CultureInfo.InvariantCulture);
}
