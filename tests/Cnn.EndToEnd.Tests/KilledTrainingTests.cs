using System.Diagnostics;
using System.Globalization;

namespace Cnn.EndToEnd.Tests;

/// <summary>A training in a process of its own that is killed, or whose disk is full, and goes on to the same bytes.</summary>
public sealed class KilledTrainingTests : IDisposable
{
    private const int Steps = 160, Kills = 20;

    private readonly string _root = Directory.CreateTempSubdirectory("cnn-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    // The moments are spread over the run; each is up to two milliseconds after a step was told, when its checkpoint is being saved.
    [Fact]
    public void KilledAtTwentyMoments_ItEndsInTheSameBytes()
    {
        byte[] expected = Whole();
        string folder = Path.Combine(_root, "killed");
        var random = new Random(5);
        for (int kill = 0; kill < Kills; kill++)
        {
            int step = (kill * (Steps - 2) / Kills) + 1 + random.Next((Steps / Kills) - 1);
            Kill(folder, step, TimeSpan.FromMilliseconds(2 * random.NextDouble()));
        }
        Assert.Equal(expected, Finish(folder));
        Assert.DoesNotContain(Directory.GetFiles(folder), file => file.EndsWith(".saving", StringComparison.Ordinal));
    }

    // A limit on the size of files is a full disk as a program sees one, and needs no disk.
    [Fact]
    public void WithAFullDisk_TheLastCheckpointStays()
    {
        if (OperatingSystem.IsWindows()) return;
        byte[] expected = Whole();
        string folder = Path.Combine(_root, "full");
        var (exitCode, output) = ChildProcess.Run([Probe, "train", folder, "21"]);
        Assert.True(exitCode == 0, output);
        string[] before = Files(folder);
        (exitCode, output) = ChildProcess.RunProgram(
            "/bin/sh", ["-c", "trap '' XFSZ; ulimit -f 8; exec \"$0\" \"$@\"", Host, Probe, "train", folder],
            ("DOTNET_EnableWriteXorExecute", "0"), ("DOTNET_EnableDiagnostics", "0"), ("DOTNET_TieredCompilation", "0"));
        Assert.NotEqual(0, exitCode);
        Assert.Contains("step-0000000022.checkpoint: it cannot be written: it would be larger than", output, StringComparison.Ordinal);
        Assert.Equal(before, Files(folder));
        Assert.Equal(expected, Finish(folder));
    }

    private static string Probe => Path.Combine(AppContext.BaseDirectory, "Cnn.EndToEnd.Probe.dll");

    private static string Host => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    private byte[] Whole() => Finish(Path.Combine(_root, "whole"));

    private static string[] Files(string folder) =>
        [.. Directory.GetFiles(folder, "*.checkpoint").Order(StringComparer.Ordinal)
            .Select(file => Path.GetFileName(file) + Convert.ToHexString(File.ReadAllBytes(file)))];

    private static byte[] Finish(string folder)
    {
        var (exitCode, output) = ChildProcess.Run([Probe, "train", folder]);
        Assert.True(exitCode == 0, output);
        return File.ReadAllBytes(Path.Combine(folder, "final.safetensors"));
    }

    private static void Kill(string folder, int step, TimeSpan delay)
    {
        var start = new ProcessStartInfo(Host, [Probe, "train", folder]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            if (int.Parse(line, CultureInfo.InvariantCulture) < step) continue;
            long told = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(told) < delay) Thread.SpinWait(20);
            break;
        }
        process.Kill();
        process.WaitForExit();
        Assert.False(File.Exists(Path.Combine(folder, "final.safetensors")));
    }
}
