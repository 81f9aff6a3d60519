namespace Cnn.Benchmarks.Peers.Torch;

/// <summary>TorchSharp's native libraries do not load on this machine.</summary>
internal sealed class TorchException(DllNotFoundException cause)
    : Exception($"TorchSharp does not load here: {Reason(cause.Message)}", cause)
{
    // The system lists every place where it looked; what matters is what it found and could not load.
    private static string Reason(string message)
    {
        string[] lines = message.Split('\n', StringSplitOptions.TrimEntries);
        return Array.Find(lines, line => line.Contains("required by", StringComparison.Ordinal)) ?? lines[0];
    }
}
