namespace Cnn.Benchmarks.Peers.Torch;

/// <summary>TorchSharp's native libraries do not load on this machine.</summary>
internal sealed class TorchException(Exception cause) : Exception($"TorchSharp does not load here: {FirstLine(cause.GetBaseException().Message)}", cause)
{
    private static string FirstLine(string message) => message.Split('\n')[0].Trim();
}
