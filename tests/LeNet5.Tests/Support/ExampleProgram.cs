using System.Diagnostics;

namespace Cnn.Examples;

/// <summary>Runs an example as its users do, in a process of its own.</summary>
internal static class ExampleProgram
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Runs the program of an assembly beside the tests' in <paramref name="folder"/>; its output has no terminal, so there is no bar and
    /// no control code.
    /// </summary>
    public static ProgramResult Run(string assembly, string folder, params string[] arguments)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        var start = new ProcessStartInfo(host, [Path.Combine(AppContext.BaseDirectory, assembly + ".dll"), .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{assembly} ran longer than {s_patience} with '{string.Join(' ', arguments)}'.");
        }

        return new ProgramResult(process.ExitCode, output.GetAwaiter().GetResult(), errors.GetAwaiter().GetResult());
    }
}

/// <summary>What a run came to.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Errors);
