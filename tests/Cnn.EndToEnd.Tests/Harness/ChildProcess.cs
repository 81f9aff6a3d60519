using System.Diagnostics;

namespace Cnn.EndToEnd.Tests;

/// <summary>Runs programs with environment variables that only a new process reads.</summary>
internal static class ChildProcess
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs the probe; returns what it printed. Fails the test where the probe fails.</summary>
    public static string RunProbe(string what, params (string Name, string Value)[] environment)
    {
        var (exitCode, output) = Run([Path.Combine(AppContext.BaseDirectory, "Cnn.EndToEnd.Probe.dll"), what], environment);
        Assert.True(exitCode == 0, $"The probe ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Runs <c>dotnet</c>; returns its exit code and all it printed.</summary>
    public static (int ExitCode, string Output) Run(IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        return RunProgram(host, arguments, environment);
    }

    /// <summary>Runs a program; returns its exit code and all it printed.</summary>
    public static (int ExitCode, string Output) RunProgram(string program, IEnumerable<string> arguments,
        params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{program} {string.Join(' ', arguments)}' ran longer than {s_patience}.");
        }
        return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }
}
