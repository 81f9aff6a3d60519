using System.Diagnostics;

namespace Cnn.Runtime.Tests;

/// <summary>Named pipes, which wait for ever where they are opened by one side only.</summary>
internal static class Pipe
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    /// <summary>Makes one; on Windows, where pipes are no files, the test is skipped.</summary>
    public static void Make(string path)
    {
        Skip.If(OperatingSystem.IsWindows(), "Windows has no named pipes in folders.");
        using Process process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Runs what should not wait, and returns what it throws.</summary>
    public static async Task<Exception> RefusalAsync(Action action) =>
        await Assert.ThrowsAnyAsync<Exception>(() => Task.Factory.StartNew(
            action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(s_patience));
}
