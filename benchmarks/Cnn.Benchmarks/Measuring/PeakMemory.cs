using System.Diagnostics;
using System.Globalization;

namespace Cnn.Benchmarks.Measuring;

/// <summary>The most memory that this process has had.</summary>
internal static class PeakMemory
{
    private const string LinuxStatus = "/proc/self/status", LinuxPeak = "VmHWM:";

    /// <summary>Bytes of physical memory, at their most so far.</summary>
    public static long Bytes()
    {
        if (!File.Exists(LinuxStatus)) return Process.GetCurrentProcess().PeakWorkingSet64;
        string line = File.ReadLines(LinuxStatus).First(line => line.StartsWith(LinuxPeak, StringComparison.Ordinal));
        return 1024 * long.Parse(line.AsSpan(LinuxPeak.Length).Trim().TrimEnd(" kB"), CultureInfo.InvariantCulture);
    }
}
