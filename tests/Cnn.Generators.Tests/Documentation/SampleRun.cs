using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Cnn.Generators.Tests;

/// <summary>
/// A page's samples, compiled with the generator, in a folder of their own; each is run in a process and an empty folder of its own.
/// </summary>
internal sealed class SampleRun : IDisposable
{
    private const string Program = "Samples.dll";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private readonly string _folder = Directory.CreateTempSubdirectory("samples").FullName;

    /// <exception cref="InvalidOperationException">There are warnings or errors; the message has their lines of the page.</exception>
    public SampleRun(SamplePage page)
    {
        var compiled = Harness.Compile(("Samples.cs", page.ToProgram()));
        string[] wrong = [.. compiled.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(Message)];
        if (wrong.Length > 0) throw new InvalidOperationException("The samples do not compile:\n" + string.Join('\n', wrong));
        var program = compiled.Output.WithOptions(compiled.Output.Options.WithOutputKind(OutputKind.ConsoleApplication));
        File.WriteAllBytes(Path.Combine(_folder, Program), HarnessResult.Emit(program));
        foreach (var library in new[] { typeof(NetworkInfo), typeof(NetworkAttribute) })
            File.Copy(library.Assembly.Location, Path.Combine(_folder, Path.GetFileName(library.Assembly.Location)));
        string settings = typeof(SampleRun).Assembly.GetName().Name + ".runtimeconfig.json";
        File.Copy(Path.Combine(AppContext.BaseDirectory, settings), Path.Combine(_folder, "Samples.runtimeconfig.json"));
    }

    private static string Message(Diagnostic diagnostic)
    {
        var place = diagnostic.Location.GetMappedLineSpan();
        return string.Create(CultureInfo.InvariantCulture, $"{place.Path}({place.StartLinePosition.Line + 1}): {diagnostic.Id}: ")
            + diagnostic.GetMessage(CultureInfo.InvariantCulture);
    }

    /// <summary>Runs the sample at a line of the page; returns the exit code and all it printed.</summary>
    public (int ExitCode, string Output) Run(int line)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";
        string place = line.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(host, [Path.Combine(_folder, Program), place])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            WorkingDirectory = Directory.CreateDirectory(Path.Combine(_folder, place)).FullName,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The sample at line {place} ran longer than {s_patience}.");
        }
        return (process.ExitCode, output.GetAwaiter().GetResult() + errors.GetAwaiter().GetResult());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
