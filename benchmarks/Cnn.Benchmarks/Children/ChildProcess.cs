using System.Diagnostics;
using System.Text.Json;

namespace Cnn.Benchmarks.Children;

/// <summary>
/// Runs the program once more, as a process that measures one thing: its memory and its threads are its own, and if it crashes, it alone
/// does.
/// </summary>
internal static class ChildProcess
{
    /// <summary>Asks and waits.</summary>
    public static ChildAnswer<T> Run<T>(ChildRequest request)
        where T : class
    {
        (string file, string[] prefix) = OwnProgram();
        var start = new ProcessStartInfo(file, [.. prefix, .. (request with { Asked = DateTime.UtcNow }).ToArguments()])
            { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        // Libraries may write lines of their own before.
        string? answer = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
        return process.ExitCode == 0 && answer is not null
            ? JsonSerializer.Deserialize<ChildAnswer<T>>(answer)!
            : new(null, FormattableString.Invariant($"The process that measures ended with {process.ExitCode}."));
    }

    /// <summary>Runs a command of the program and reads what it prints.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="variable">What its environment has besides.</param>
    /// <exception cref="InvalidOperationException">
    /// It failed; why, it wrote to the error output, which it shares with this process.
    /// </exception>
    public static string[] ReadLines(string[] words, (string Name, string Value) variable)
    {
        (string file, string[] prefix) = OwnProgram();
        var start = new ProcessStartInfo(file, [.. prefix, .. words]) { RedirectStandardOutput = true };
        start.Environment[variable.Name] = variable.Value;
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : throw new InvalidOperationException(
                FormattableString.Invariant($"{variable.Name}={variable.Value} {words[0]} ended with {process.ExitCode}."));
    }

    private static (string File, string[] Prefix) OwnProgram()
    {
        string file = Environment.ProcessPath!;
        bool isHost = Path.GetFileNameWithoutExtension(file) == "dotnet";
        return (file, isHost ? [typeof(ChildProcess).Assembly.Location] : []);
    }
}
