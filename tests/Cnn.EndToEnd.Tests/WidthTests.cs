using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Xml.Linq;

namespace Cnn.EndToEnd.Tests;

/// <summary>Runs the numeric tests again, in processes whose vectors are narrower.</summary>
public sealed class WidthTests
{
    private const string ExpectedWidth = "CNN_EXPECTED_WIDTH";

    /// <summary>Whether this process repeats the tests at a narrower width.</summary>
    internal static bool IsRepetition => Environment.GetEnvironmentVariable(ExpectedWidth) is not null;

    private static int Width => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    [SkippableTheory]
    [InlineData(256, "DOTNET_EnableAVX512")]
    [InlineData(128, "DOTNET_EnableAVX2")]
    public void NumericTests_PassAtANarrowerWidth(int width, string variable)
    {
        Skip.IfNot(RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.X86, "Only x86 has several widths.");
        Skip.If(Width <= width, $"This processor has no vectors wider than {width} bits: the tests ran at that width already.");
        using var results = new TemporaryFile();
        var (exitCode, output) = ChildProcess.Run(
            ["vstest", typeof(WidthTests).Assembly.Location, "--TestCaseFilter:Category=Numeric",
                $"--logger:trx;LogFileName={results.Path}"],
            // A process that runs each network a few times ends before a profile of it pays. The tests' own has one, as users' programs do.
            (variable, "0"), (ExpectedWidth, $"{width}"), ("DOTNET_TieredPGO", "0"));
        Assert.True(exitCode == 0, $"At {width} bits:\n{output}");
        var counters = XDocument.Load(results.Path).Descendants().Single(element => element.Name.LocalName == "Counters");
        // Tests that need data are not executed without it.
        Assert.Equal(counters.Attribute("executed")!.Value, counters.Attribute("passed")!.Value);
        Assert.InRange((int)counters.Attribute("passed")!, 50, int.MaxValue);
    }

    [Fact]
    [Trait("Category", "Numeric")]
    public void Vectors_HaveTheWidthThatWasAskedFor() =>
        Assert.Equal(Environment.GetEnvironmentVariable(ExpectedWidth) ?? $"{Width}", $"{Width}");
}
