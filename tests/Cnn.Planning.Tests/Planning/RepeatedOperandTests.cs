namespace Cnn.Planning.Tests;

/// <summary>A join that reads one layer twice hands back two gradients, one for each place.</summary>
public sealed class RepeatedOperandTests
{
    [Fact]
    public void SumOfALayerWithItself_HandsItsGradientBackTwice()
    {
        var pass = Plans.Of("input 5x4x3, a: conv 18 3x3 same, s: add a a, dense 2").Training;
        var handed = pass.Steps().OfType<PassGradientStep>().ToArray();
        Assert.Equal([(false, "d a"), (true, "d a")], handed.Select(step => (step.To.Accumulates, pass.Tensor(step.To).Name)));
        Assert.All(handed, step => Assert.Equal("d s", pass.Tensor(step.From).Name));
    }

    [Fact]
    public void ConcatenationOfALayerWithItself_AddsTheChannelsOfBothPlaces()
    {
        var pass = Plans.Of("input 5x4x3, a: conv 18 3x3 same, c: concat a a, dense 2").Training;
        var splits = pass.Steps().OfType<SplitStep>().ToArray();
        // The first writes the gradient of 'a'; the second a tensor of its own, which is then added.
        Assert.Equal([(0, "d a"), (18, "d a by c")], splits.Select(step => (step.FirstChannel, pass.Tensor(step.To).Name)));
        var added = Assert.Single(pass.Steps().OfType<PassGradientStep>());
        Assert.Equal(("d a by c", "d a", true), (pass.Tensor(added.From).Name, pass.Tensor(added.To).Name, added.To.Accumulates));
    }
}
