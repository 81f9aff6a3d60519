using System.Diagnostics;
using System.Globalization;
using System.Security;
using System.Text;

namespace Cnn.Generators.Tests;

/// <summary>
/// The projects of <see cref="BuildTests"/>, each in a folder of its own, with the generator as an analyzer reference. All are built from
/// nothing when the first is asked for, by one process of MSBuild, whose start takes longer than most of the builds.
/// </summary>
public sealed class ProjectBuilds : IDisposable
{
    private const string Told = "The build of case ";

    private readonly string _folder = Directory.CreateTempSubdirectory("cnn-build-").FullName;
    private readonly Lazy<Task<Dictionary<BuildCase, BuildOutcome>>> _outcomes;

    public ProjectBuilds() => _outcomes = new(Build);

    /// <summary>What became of a case, one of <see cref="BuildTests.Cases"/>.</summary>
    public async Task<BuildOutcome> Of(BuildCase wanted) => (await _outcomes.Value)[wanted];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<Dictionary<BuildCase, BuildOutcome>> Build()
    {
        BuildCase[] cases = [.. BuildTests.Cases];
        // Nothing of a folder above.
        // Compilers of their own: a server would stay when the builds have ended, and hold this generator.
        Write("Directory.Build.props",
            "<Project><PropertyGroup><UseSharedCompilation>false</UseSharedCompilation></PropertyGroup></Project>");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        var all = new StringBuilder("<Project>\n  <Target Name=\"All\">\n");
        for (int i = 0; i < cases.Length; i++)
        {
            WriteProject(i, cases[i].Networks);
            string project = $"<MSBuild Projects=\"{i}/User.csproj\" ContinueOnError=\"true\"";
            // What a restore writes is read by the evaluation of the next line, which has other properties. A target alone needs none, and
            // the one of a program that is compiled ahead of time would fetch the compiler.
            if (cases[i].Target == "Build")
                all.Append($"    {project} Targets=\"Restore\" Properties=\"MSBuildRestoreSessionId={i}\" />\n");
            all.Append($"    {project} Targets=\"{cases[i].Target}\" Properties=\"{SecurityElement.Escape(cases[i].Properties)}\" />\n");
            all.Append($"    <Message Importance=\"high\" Text=\"{Told}{i} succeeded: $(MSBuildLastTaskResult).\" />\n");
        }
        Write("All.proj", all + "  </Target>\n</Project>\n");

        string output = await Run("msbuild", "All.proj", "-t:All", "-nologo", "-verbosity:minimal", "-nodeReuse:false", "-maxCpuCount:1");
        string[] lines = output.Split('\n', StringSplitOptions.TrimEntries);
        return cases.Select((one, i) => (one, i)).ToDictionary(pair => pair.one, pair => OutcomeOf(pair.i, lines));
    }

    private BuildOutcome OutcomeOf(int number, string[] lines)
    {
        string told = string.Create(CultureInfo.InvariantCulture, $"{Told}{number} succeeded: ");
        string line = Assert.Single(lines, line => line.StartsWith(told, StringComparison.Ordinal));
        // MSBuild names the project at the end of each error and warning, by a path in which links above the folder are resolved.
        string folder = Path.DirectorySeparatorChar
            + Path.Combine(Path.GetFileName(_folder), number.ToString(CultureInfo.InvariantCulture)) + Path.DirectorySeparatorChar;
        return new(
            bool.Parse(line[told.Length..^1]), string.Join('\n', lines.Where(line => line.Contains(folder, StringComparison.Ordinal))));
    }

    private void WriteProject(int number, BuildNetworks networks)
    {
        string props = Path.Combine(Repository.Root, "src", "Cnn.Generators", "build", "Cnn.Generators.props");
        // The built assemblies and not their projects, so that nothing of the repository is built by this build.
        Write($"{number}/User.csproj", $"""
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
        if (networks == BuildNetworks.Wrong)
        {
            Write($"{number}/Networks/InText.cnn", "network InText { input 4x4x1, dens 2 }\n");
            Write($"{number}/InAttributes.cs",
                "[Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(0)] public partial class InAttributes;\n");
            return;
        }
        Write($"{number}/Networks/InText.cnn", "network InText { input 4x4x1, dense 2 }\n");
        Write($"{number}/InAttributes.cs",
            "[Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(2)] public partial class InAttributes;\npublic static class User { public const "
            + "long Parameters = InText.ParameterCount + InAttributes.ParameterCount; }\n");
    }

    private void Write(string path, string text)
    {
        string full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    // The exit code tells of all cases together; each tells its own.
    private async Task<string> Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
            { WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // Those of the test run point at its own SDK and its own output.
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase))
            .ToArray()) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        // A compiler that builds a few projects has nothing of a profile of itself, and takes half as long without one.
        start.Environment["DOTNET_TieredPGO"] = "0";

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("The builds did not end: " + await output);
        }
        return await output + await error;
    }
}
