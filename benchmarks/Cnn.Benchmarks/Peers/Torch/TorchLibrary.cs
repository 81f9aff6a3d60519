using System.Runtime.InteropServices;
using TorchSharp;

namespace Cnn.Benchmarks.Peers.Torch;

/// <summary>TorchSharp's native libraries.</summary>
internal static class TorchLibrary
{
    private const string Wrapper = "LibTorchSharp";

    /// <summary>
    /// Loads the one that most often does not load. TorchSharp itself would go on searching after that, copy all libraries to the program's
    /// folder, and tell another reason than the system's.
    /// </summary>
    /// <exception cref="TorchException">It does not load on this machine.</exception>
    public static void Load()
    {
        try
        {
            NativeLibrary.Load(Wrapper, typeof(torch).Assembly, searchPath: null);
        }
        catch (DllNotFoundException exception)
        {
            throw new TorchException(exception);
        }
    }
}
