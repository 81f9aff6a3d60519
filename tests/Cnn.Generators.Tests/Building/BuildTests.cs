namespace Cnn.Generators.Tests;

/// <summary>Real builds: a wrong network never builds green, whatever is switched off.</summary>
public class BuildTests(ProjectBuilds builds) : IClassFixture<ProjectBuilds>
{
    // A compiler that has served a build with the dependency may still have it, so these have compilers of their own.
    private const string CannotRun = "WithoutDependency=true;UseSharedCompilation=false";

    private static readonly string[] s_wrong =
    [
        "", "RunAnalyzers=false", "RunAnalyzersDuringBuild=false", "NoWarn=CNN1010%3BCNN4003",
        "NoWarn=CNN1010%3BCNN4003;RunAnalyzers=false", "WarningLevel=0;AnalysisLevel=none", "IsImplicitlyTriggeredBuild=true",
    ];

    private static readonly string[] s_cannotRun = [CannotRun, CannotRun + ";NoWarn=CS8784%3B8785%3BAD0001;WarningsAsErrors="];

    private static readonly (bool Warns, string Properties)[] s_ahead =
    [
        (true, "PublishAot=true"), (false, "PublishAot=true;IlcInstructionSet=x86-64-v3"), (false, "PublishAot=true;NoWarn=CNN1069"),
        (false, "PublishReadyToRun=true"), (false, ""),
    ];

    public static TheoryData<string> Wrong => [.. s_wrong];

    public static TheoryData<string> CannotRunAtAll => [.. s_cannotRun];

    public static TheoryData<bool, string> AheadOfTime
    {
        get
        {
            TheoryData<bool, string> data = [];
            foreach (var (warns, properties) in s_ahead) data.Add(warns, properties);
            return data;
        }
    }

    /// <summary>All builds that are asked for.</summary>
    public static IEnumerable<BuildCase> Cases =>
    [
        .. s_wrong.Select(properties => new BuildCase(properties)), .. s_cannotRun.Select(properties => new BuildCase(properties)),
        .. s_ahead.Select(one => Ahead(one.Properties)), Right,
    ];

    private static BuildCase Right { get; } = new("", BuildNetworks.Right);

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task WrongNetworks_FailTheBuild(string properties)
    {
        var (succeeded, output) = await builds.Of(new(properties));
        Assert.False(succeeded, output);
        Assert.Contains("InAttributes.cs(1,45): error CNN1010", output);
        Assert.Contains("InText.cnn(1,31): error CNN4003", output);
        Assert.DoesNotContain("error CS", output);
    }

    [Theory]
    [MemberData(nameof(CannotRunAtAll))]
    public async Task GeneratorThatCannotRun_FailsTheBuild(string properties)
    {
        // Without its dependency, the generator is there and fails.
        var (succeeded, output) = await builds.Of(new(properties));
        Assert.False(succeeded, output);
        Assert.Matches("error (CS8032|CS8784|CS8785|AD0001)", output);
    }

    // The target alone: a build would fetch the compiler.
    [Theory]
    [MemberData(nameof(AheadOfTime))]
    public async Task NativeAotForOldProcessors_IsAWarning(bool warns, string properties)
    {
        var (succeeded, output) = await builds.Of(Ahead(properties));
        Assert.True(succeeded, output);
        Assert.Equal(warns, output.Contains("warning CNN1069: PublishAot is set and IlcInstructionSet is not", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RightNetworks_BuildGreen()
    {
        var (succeeded, output) = await builds.Of(Right);
        Assert.True(succeeded, output);
        Assert.DoesNotMatch(": (warning|error) ", output);
        Assert.Contains("User.dll", output);
    }

    private static BuildCase Ahead(string properties) => new(properties, Target: "CnnWarnOfOldProcessors");
}
