using System.Diagnostics;

namespace Cnn.Generators.Tests;

/// <summary>A project in a temporary folder, with a network that is wrong, and the generator as an analyzer reference.</summary>
public sealed class WrongProject : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cnn-build-").FullName;

    public WrongProject()
    {
        string props = Path.Combine(Repository.Root, "src", "Cnn.Generators", "build", "Cnn.Generators.props");
        // The built assemblies and not their projects, so that nothing of the repository is built by this build.
        Write("Wrong.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{props}" />
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <TreatWarningsAsErrors>false</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <Analyzer Include="{typeof(NetworkGenerator).Assembly.Location}" />
                <Analyzer Include="{typeof(Cnn.Planning.Planner).Assembly.Location}" />
                <Analyzer Include="{typeof(NetworkAttribute).Assembly.Location}" Condition="'$(WithoutDependency)' != 'true'" />
                <Reference Include="{typeof(NetworkAttribute).Assembly.Location}" />
                <Reference Include="{typeof(NetworkInfo).Assembly.Location}" />
              </ItemGroup>
            </Project>
            """);
        // Nothing of a folder above.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("Networks/Wrong.cnn", "network InText { input 4x4x1, dens 2 }\n");
        Write("InAttributes.cs", "[Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(0)] public partial class InAttributes;\n");
    }

    /// <summary>Writes a file of the project.</summary>
    public void Write(string path, string text)
    {
        string full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Builds it from nothing.</summary>
    public Task<(int ExitCode, string Output)> Build(params string[] arguments) => Run(["build", "--disable-build-servers", .. arguments]);

    /// <summary>Runs a command of the SDK on it, from nothing.</summary>
    public async Task<(int ExitCode, string Output)> Run(params string[] arguments)
    {
        foreach (string made in new[] { "bin", "obj" }.Select(name => Path.Combine(_folder, name)).Where(Directory.Exists))
            Directory.Delete(made, recursive: true);
        var start = new ProcessStartInfo("dotnet")
            { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[arguments[0], "-nologo", .. arguments[1..]]) start.ArgumentList.Add(argument);
        // Those of the test run point at its own SDK and its own output.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))
            .ToArray()) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // A compiler that builds once has nothing of a profile of itself, and takes half as long without one.
        start.Environment["DOTNET_TieredPGO"] = "0";

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("The build did not end: " + await output);
        }
        return (process.ExitCode, await output + await error);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
