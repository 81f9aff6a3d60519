namespace Cnn.Generators.Tests;

/// <summary>Real builds: a wrong network never builds green, whatever is switched off.</summary>
public class BuildTests(WrongProject project) : IClassFixture<WrongProject>
{
    [Theory]
    [InlineData]
    [InlineData("-p:RunAnalyzers=false")]
    [InlineData("-p:RunAnalyzersDuringBuild=false")]
    [InlineData("-p:NoWarn=CNN1010%3BCNN4003")]
    [InlineData("-p:NoWarn=CNN1010%3BCNN4003", "-p:RunAnalyzers=false")]
    [InlineData("-p:WarningLevel=0", "-p:AnalysisLevel=none")]
    [InlineData("-p:IsImplicitlyTriggeredBuild=true")]
    public async Task WrongNetworks_FailTheBuild(params string[] arguments)
    {
        var (exitCode, output) = await project.Build(arguments);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("InAttributes.cs(1,45): error CNN1010", output);
        Assert.Contains("Wrong.cnn(1,31): error CNN4003", output);
        Assert.DoesNotContain("error CS", output);
    }

    [Theory]
    [InlineData]
    [InlineData("-p:NoWarn=CS8784%3B8785%3BAD0001", "-p:WarningsAsErrors=")]
    public async Task GeneratorThatCannotRun_FailsTheBuild(params string[] arguments)
    {
        // Without its dependency, the generator is there and fails.
        var (exitCode, output) = await project.Build(["-p:WithoutDependency=true", .. arguments]);
        Assert.NotEqual(0, exitCode);
        Assert.Matches("error (CS8032|CS8784|CS8785|AD0001)", output);
    }

    // The target alone: a build would fetch the compiler.
    [Theory]
    [InlineData(true, "-p:PublishAot=true")]
    [InlineData(false, "-p:PublishAot=true", "-p:IlcInstructionSet=x86-64-v3")]
    [InlineData(false, "-p:PublishAot=true", "-p:NoWarn=CNN1069")]
    [InlineData(false, "-p:PublishReadyToRun=true")]
    [InlineData(false)]
    public async Task NativeAotForOldProcessors_IsAWarning(bool warns, params string[] properties)
    {
        var (exitCode, output) = await project.Run(["msbuild", "-t:CnnWarnOfOldProcessors", .. properties]);
        Assert.True(exitCode == 0, output);
        Assert.Equal(warns, output.Contains("warning CNN1069: PublishAot is set and IlcInstructionSet is not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RightNetworks_BuildGreen()
    {
        using var right = new WrongProject();
        right.Write("Networks/Wrong.cnn", "network InText { input 4x4x1, dense 2 }\n");
        right.Write("InAttributes.cs",
            "[Cnn.Network, Cnn.Input(4, 4, 1), Cnn.Dense(2)] public partial class InAttributes;\npublic static class User { public const "
            + "long Parameters = InText.ParameterCount + InAttributes.ParameterCount; }\n");
        var (exitCode, output) = await right.Build();
        Assert.True(exitCode == 0, output);
        Assert.Contains("0 Warning(s)", output);
    }
}
