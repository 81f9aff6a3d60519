namespace Cnn.Planning.Tests;

public class SizeTests
{
    /// <summary>
    /// The checker runs on every edit, so planning must not be quadratic in the number of layers: where it was, these took minutes instead
    /// of seconds.
    /// </summary>
    [Theory]
    [InlineData("dense 16")]
    [InlineData("dense 16 relu, dropout 0.5")]
    [InlineData("relu")]
    public void LongestNetworks_AreChecked(string layer)
    {
        int count = 9_900 / layer.Split(',').Length;
        string statements = "input 4x4x1, " + string.Join(", ", Enumerable.Repeat(layer, count));
        var declaration = Assert.Single(CnnParser.ParseSource(statements, new("Net", SourceRange.None), "").Networks);
        Assert.NotNull(NetworkChecker.Check(declaration).Spec);
    }

    /// <summary>Groups repeat, so that as many as there can be are planned as quickly as two, and their code is no longer.</summary>
    [Theory]
    [InlineData("depthwise 1x1")]
    [InlineData("depthwise 1x1 multiplier 3")]
    [InlineData("conv 30000000 1x1 groups 10000000")]
    [InlineData("conv 10000000 1x1 groups 5000000")]
    [InlineData("conv 3000000 1x1 groups 1000000")]
    public void MillionsOfGroups_AreFewParts(string layer)
    {
        var declaration = Assert.Single(CnnParser.ParseSource("batch 1, input 1x1x30000000, pad 0, " + layer, new("Net", SourceRange.None),
            "").Networks);
        var result = NetworkChecker.Check(declaration);
        Assert.Empty(result.Issues.Select(issue => issue.Message));
        var plan = Planner.Plan(result.Spec!);
        Assert.InRange(plan.Passes().SelectMany(pass => pass.Steps()).OfType<ContractionStep>().Sum(step => step.Parts.Count), 2, 300);
    }

    /// <summary>Kernels and maps along which nothing may be counted one by one: each network took minutes, or did not end.</summary>
    [Theory]
    [InlineData("batch 1, input 8000000x16x1, conv 15 1x1, dense 1")]
    [InlineData("batch 1, input 600000x16x1, conv 3 5x5 pad 2, avgpool 2x2, conv 2 200000x3")]
    [InlineData("batch 1, input 1x1x1, avgpool 2147483647x1 stride 1 same, conv 1 1x1")]
    public void LongMaps_AreChecked(string statements)
    {
        var declaration = Assert.Single(CnnParser.ParseSource(statements, new("Net", SourceRange.None), "").Networks);
        var clock = System.Diagnostics.Stopwatch.StartNew();
        NetworkChecker.Check(declaration);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
    }

    /// <summary>
    /// 48 maps of 4000x4000 in blocks, in whose place their gradient comes, and the image: 1.0 of the 2.1 billion floats that can be
    /// addressed.
    /// </summary>
    [Fact]
    public void ALargeNetworkThatFits_IsNotRefused()
    {
        var declaration = Assert.Single(CnnParser.ParseSource("batch 1, input 4000x4000x16, conv 33 3x3 same, avgpool 4000x4000",
            new("Net", SourceRange.None), "").Networks);
        var result = NetworkChecker.Check(declaration);
        Assert.Empty(result.Issues.Select(issue => issue.Message));
        Assert.InRange(Planner.Plan(result.Spec!).Training.ArenaFloats, 1_000_000_000, int.MaxValue);
    }

    [Theory]
    // 16 x 20,000 x 20,000 floats.
    [InlineData("batch 1, input 20000x20000x1, conv 1 1x1",
        "The output of 'input' in blocks of 16 channels would take 6,400,000,000 floats")]
    // 16 x (1 + 200,000) x (1 + 1,000) floats.
    [InlineData("batch 1, input 1x1x1, conv 2 1x1, conv 1 1x1 pad 0 200000 0 1000 stride 200000",
        "The padded input of 'conv2' in blocks of 16 channels would take 3,203,216,016 floats")]
    // 1,000 x (2,000,000 + 2 x 500,000) floats.
    [InlineData("batch 1, input 1x1000x2000000, lrn size 1000001",
        "The squares of 'lrn1' in blocks of 16 channels would take 3,000,000,000 floats")]
    // What two convolutions have around one map, 16 x (1 + 2 x 134,000,000) floats, is more than 32 bits hold.
    [InlineData(
        "batch 1, input 1x1x1, a: conv 1 1x1, b: conv 1 1x1 stride 134000000 pad 0 0 134000000 0, conv 1 1x1 stride 134000000 pad 0 0 0 "
            + "134000000 from a, concat b conv3",
        "A prediction of 1 instance would take 4,288,000,")]
    // 16 x 134,217,725 floats are 2^31 - 48, and .NET's largest array has less beside what aligns them.
    [InlineData("batch 1, input 134217725x1x1, conv 1 1x1",
        "The output of 'input' in blocks of 16 channels would take 2,147,483,600 floats, and at most 2,147,483,575 can be addressed")]
    [InlineData("batch 1, optimizer adam, input 1x1x40000, dense 40000 nobias",
        "What 'adam' remembers of the weights would take 3,200,000,000 floats")]
    [InlineData("batch 1, input 4000x4000x16, conv 33 3x3 same", "A training step of 1 instance would take ")]
    [InlineData("batch 32, input 2000x2000x1, conv 4 1x1", "A training step of 32 instances would take ")]
    public void ATensorThatDoesNotFit_IsNamed(string statements, string message)
    {
        var declaration = Assert.Single(CnnParser.ParseSource(statements, new("Net", SourceRange.None), "").Networks);
        var errors = NetworkChecker.Check(declaration).Issues.Where(issue => issue.Descriptor.Severity == IssueSeverity.Error);
        Assert.StartsWith(message, Assert.Single(errors).Message);
    }
}
