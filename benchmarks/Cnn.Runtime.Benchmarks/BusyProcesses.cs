using System.Diagnostics;

namespace Cnn.Runtime.Benchmarks;

/// <summary>Processes that want a processor each, all the time, until this is disposed.</summary>
internal sealed class BusyProcesses : IDisposable
{
    public const string Command = "spin";

    /// <summary>
    /// A report takes a minute or two. Whatever becomes of the program that started them, and at whatever priority, they end.
    /// </summary>
    private static readonly TimeSpan s_life = TimeSpan.FromMinutes(2);

    private readonly Process[] _processes;

    public BusyProcesses(int count) => _processes = [.. Enumerable.Range(0, count).Select(_ => Start())];

    /// <summary>What such a process does: it ends when its input does, or by the clock, which the spinning thread reads itself.</summary>
    public static int Spin()
    {
        var watch = Stopwatch.StartNew();
        new Thread(() =>
        {
            while (watch.Elapsed < s_life)
                Thread.SpinWait(1000);
            Environment.Exit(0);
        })
        { IsBackground = true }.Start();
        Console.In.ReadToEnd();
        return 0;
    }

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }

    private static Process Start()
    {
        ProcessStartInfo start = new(Environment.ProcessPath!, [.. Host(), Command]) { RedirectStandardInput = true };
        return Process.Start(start) ?? throw new InvalidOperationException("The busy process did not start.");
    }

    private static IEnumerable<string> Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(BusyProcesses).Assembly.Location] : [];
}
