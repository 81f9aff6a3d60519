namespace Cnn.Planning.Tests;

/// <summary>At inference, slopes are multiplied where the values lie, unless these are needed as they were.</summary>
public sealed class OverwritingTests
{
    [Theory]
    [InlineData("input 6x6x3, conv 17 3x3 same prelu, conv 5 1x1", 1)]
    [InlineData("input 6x6x3, conv 17 3x3 same, maxpool 2x2, prelu shared, dense 3 prelu", 2)]
    [InlineData("input 6x6x3, conv 17 3x3 same, prelu, prelu shared, dropout 0.5, prelu", 3)]
    [InlineData("input 6x6x3, residual prelu { conv 3 3x3 same }", 1)]
    public void Slopes_WorkInPlace(string statements, int count)
    {
        var pass = Plans.Of(statements).Inference;
        var steps = pass.Steps().OfType<PReluStep>().ToArray();
        Assert.Equal(count, steps.Length);
        Assert.All(steps, step => Assert.Equal(step.From.Of, step.To.Of));
        Assert.DoesNotContain(pass.Tensors, tensor => tensor.Name.Contains("prelu", StringComparison.Ordinal));
        DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere(pass);
    }

    [Theory]
    // Others read what it reads: a sum, a second rectifier, a branch of a concatenation behind it.
    [InlineData("input 6x6x3, a: conv 17 3x3 same, b: prelu, add a b, dense 2")]
    [InlineData(
        "input 6x6x3, a: conv 16 3x3 same, b: conv 16 1x1, c: concat a b, d: prelu, e: conv 16 1x1, add b e, concat add1 d, dense 2")]
    // It is a branch itself, whose place is the concatenation's.
    [InlineData("input 6x6x3, a: conv 16 3x3 same, prelu, concat prelu1 prelu1, dense 2")]
    // The image is the caller's.
    [InlineData("input 6x6x3, prelu, conv 3 1x1")]
    public void ValuesThatAreNeededAsTheyWere_AreLeftAlone(string statements)
    {
        var pass = Plans.Of(statements).Inference;
        var step = Assert.Single(pass.Steps().OfType<PReluStep>());
        Assert.NotEqual(step.From.Of, step.To.Of);
        DataflowCheck.WhatIsRead_WasWrittenAndIsStillThere(pass);
    }

    [Fact]
    public void Training_KeepsTheInput() => Assert.All(
        Plans.Of("input 6x6x3, conv 17 3x3 same prelu, dense 3 prelu").Training.Steps().OfType<PReluStep>(), step =>
            Assert.NotEqual(step.From.Of, step.To.Of));

    [Fact]
    public void ThePlaceHasTheHaloOfWhatReadsTheSlopes()
    {
        var pass = Plans.Of("input 6x6x3, conv 17 1x1, prelu, prelu shared, conv 5 5x3 same").Inference;
        Assert.Equal(new Halo(2, 2, 1, 1), pass.Tensors.Single(tensor => tensor.Name == "conv1").Geometry.Halo);
        MemoryCheck.HalosThatShareMemory_AreClearedBeforeTheirTensorIsWritten(
            Plans.Of("input 6x6x3, conv 17 1x1 prelu, conv 17 5x3 same prelu, conv 17 3x3 same prelu, dense 2"));
    }
}
