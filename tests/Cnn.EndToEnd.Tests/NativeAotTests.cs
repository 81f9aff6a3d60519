using System.Runtime.CompilerServices;

namespace Cnn.EndToEnd.Tests;

/// <summary>Networks that are compiled ahead of time, for this processor.</summary>
public sealed class NativeAotTests
{
    private const string Asked = "CNN_NATIVE_AOT";

    [SkippableFact]
    public void Numbers_AreTheJitsToTheBit()
    {
        Skip.If(string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Asked)),
            $"{Asked} is not set: compiling ahead of time restores a compiler and needs the platform's linker.");
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            // Outputs of their own, so that the repository's stay those of the JIT.
            var (exitCode, output) = ChildProcess.Run(
            [
                "publish", Project(), "-c", "Release", "--use-current-runtime", "-p:PublishProbeAot=true",
                "--artifacts-path", Path.Combine(folder.FullName, "artifacts"), "-o", folder.FullName,
            ]);
            Assert.True(exitCode == 0, output);
            string program = Path.Combine(folder.FullName, OperatingSystem.IsWindows() ? "Cnn.EndToEnd.Probe.exe" : "Cnn.EndToEnd.Probe");
            var (status, numbers) = ChildProcess.RunProgram(program, ["numbers"]);
            Assert.True(status == 0, numbers);
            Assert.Equal(ChildProcess.RunProbe("numbers"), numbers);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Project([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "../Cnn.EndToEnd.Probe/Cnn.EndToEnd.Probe.csproj");
}
