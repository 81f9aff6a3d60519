namespace Cnn.Planning.Tests;

/// <summary>What the planner tells of its decisions.</summary>
public sealed class PlanLogTests
{
    [Theory]
    [InlineData("input 8x8x3, c: conv 4 3x3, r: relu, dense 2", "graph: r: needs no tensor: it is nothing, or part of 'c'")]
    [InlineData(
        "input 8x8x3, c: conv 4 3x3 same, r: relu from c, add r c, dense 2",
        "graph: r: is no part of 'c': others read that as well")]
    [InlineData("input 8x8x3, m: maxpool 2x2, r: relu, dense 2", "graph: r: is no part of 'm': that takes no activation, or has one")]
    [InlineData(
        "input 8x8x3, c: conv 4 3x3 relu, b: batchnorm, dense 2",
        "graph: b: is no part of 'c': that is no contraction, or has an activation")]
    [InlineData("input 8x8x3, a: conv 4 1x1, b: conv 4 1x1 from input, s: add a b, dense 2", "sums: s: 'b' adds 'a' to what it stores")]
    [InlineData(
        "input 8x8x3, a: conv 4 1x1, b: maxpool 1x1 from a, s: add a b, dense 2",
        "sums: s: 'b' does not add 'a': it is neither a contraction nor a batch norm")]
    [InlineData("input 8x8x3, a: conv 16 1x1, b: conv 4 1x1 from input, c: concat a b, dense 2", "slices: c: 'a' writes straight into it")]
    [InlineData(
        "input 8x8x3, a: conv 4 1x1, b: conv 4 1x1 from input, c: concat a b, dense 2",
        "slices: c: 'a' is copied: its channels share a block of 16 with others'")]
    [InlineData("input 8x8x3, a: conv 16 1x1, b: conv 16 1x1, s: add a b, dense 2", "gradients: b: its gradient is that of the sum 's'")]
    public void Decision_IsTold(string statements, string line) =>
        Assert.Contains(line, Log(statements).Lines.Select(told => told.ToString()));

    [Fact]
    public void ChoiceOfAnAlgorithm_IsTold()
    {
        var lines = Log("algorithm winograd, inference_only, input 16x16x3, conv 32 3x3 same, conv 64 3x3 same, dense 2").Lines;
        var told = Assert.Single(lines, line => line is { Pass: "algorithms", Layer: "conv2" });
        Assert.StartsWith("outputs: F(", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_IsTheSameWithALog()
    {
        var spec = Plans.Of("batch 3, input 9x8x3, conv 18 3x3 relu, residual relu { conv 18 1x1, batchnorm }, dense 5").Spec;
        Assert.Equal(Planner.Plan(spec), Planner.Plan(spec, new PlanLog()));
    }

    private static PlanLog Log(string statements)
    {
        var log = new PlanLog();
        Planner.Plan(Plans.Of(statements).Spec, log);
        return log;
    }
}
