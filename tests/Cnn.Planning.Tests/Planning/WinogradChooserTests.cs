namespace Cnn.Planning.Tests;

/// <summary>Which convolutions are computed by Winograd's algorithm, and what the model of their costs says.</summary>
public class WinogradChooserTests
{
    [Theory]
    // ResNet-18's layers with enough work: large tiles.
    [InlineData("input 56x56x64, conv 64 1x1, conv 64 3x3 pad 1, dense 2", "F(4x4, 3x3)")]
    [InlineData("input 14x14x256, conv 256 1x1, conv 256 3x3 pad 1, dense 2", "F(4x4, 3x3)")]
    // Few tiles in one image: four times the weights are too many to read, and smaller tiles need fewer.
    [InlineData("input 7x7x512, conv 512 1x1, conv 512 3x3 pad 1, dense 2", "F(2x2, 3x3)")]
    // In a batch they are read once for all.
    [InlineData("inference_batch 16, input 7x7x512, conv 512 1x1, conv 512 3x3 pad 1, dense 2", "F(4x4, 3x3)")]
    [InlineData("input 27x27x64, conv 64 1x1, conv 192 5x5 pad 2, dense 2", "F(2x2, 5x5)")]
    // There is little to win, or no form.
    [InlineData("input 8x8x16, conv 16 1x1, conv 16 3x3 pad 1, dense 2", "")]
    [InlineData("input 56x56x64, conv 64 1x1, conv 64 3x3 stride 2 pad 1, dense 2", "")]
    [InlineData("input 56x56x64, conv 64 1x1, conv 64 3x3 dilation 2, dense 2", "")]
    [InlineData("input 56x56x64, conv 64 1x1, conv 64 3x3 groups 2, dense 2", "")]
    [InlineData("input 56x56x64, conv 64 1x1, conv 64 7x7 pad 3, dense 2", "")]
    [InlineData("input 56x56x64, conv 64 1x1, conv 64 3x1, dense 2", "")]
    // One tile's channels would not fit into any cache.
    [InlineData("algorithm winograd, batch 1, input 4x4x1, conv 2000000 1x1, conv 1 3x3, dense 2", "")]
    [InlineData("algorithm direct, input 56x56x64, conv 64 1x1, conv 64 3x3 pad 1, dense 2", "")]
    [InlineData("algorithm winograd, input 8x8x16, conv 16 1x1, conv 16 3x3 pad 1, dense 2", "F(2x2, 3x3)")]
    public void Inference_Uses(string statements, string form)
    {
        var step = Plans.Of(statements).Inference.Steps().OfType<WinogradStep>().SingleOrDefault();
        Assert.Equal(form, step is null ? "" : step.Geometry.Form.ToString());
    }

    /// <summary>The choice and what it was weighed against stand in the generated code, whichever it was.</summary>
    [Fact]
    public void Reason_IsGivenForBothChoices()
    {
        var steps = Plans.Of("input 20x20x32, conv 64 1x1, conv 64 3x3 pad 1, conv 2 3x3 pad 1, dense 2").Inference.Steps();
        Assert.Matches(@"^F\(4x4, 3x3\) is estimated at 0\.\d\d of the direct kernel's time\.$",
            steps.OfType<WinogradStep>().Single().Reason);
        Assert.All(steps.OfType<ContractionStep>().Where(step => step.Layer is "conv1" or "dense1"), step => Assert.Equal("", step.Reason));
    }

    [Fact]
    public void PrintedPlan_SaysWhatWasChosenAndWhy()
    {
        string printed = PlanPrinter.Print(
            Plans.Of("batch 16, input 28x28x32, conv 64 1x1, conv 64 3x3 pad 1 relu, conv 2 3x3 pad 1, dense 2"));
        Assert.Matches(
            @"  Conv2Forward +Winograd +conv1 -> conv2\n +as it stores: Relu\n"
            + @" +because: F\(4x4, 3x3\) is estimated at 0\.\d\d of the direct kernel's time\.\n",
            printed);
        Assert.Matches(
            @"  Conv2WeightGradient +WinogradGradient +conv1, d conv2 ->\n +because: F\(4x4, 3x3\) is estimated", printed);
    }

    [Fact]
    public void Training_TransformsAllThreePasses()
    {
        var steps = Plans.Of("batch 16, input 28x28x32, conv 64 1x1, conv 64 3x3 pad 1 relu, dense 2").Training.Steps();
        Assert.Equal([ContractionPurpose.Forward, ContractionPurpose.DataGradient],
            steps.OfType<WinogradStep>().Select(step => step.Purpose));
        Assert.Single(steps.OfType<WinogradGradientStep>());
        Assert.Equal([false, true], steps.OfType<TransformWeightsStep>().Select(step => step.IsTurned).Order());
    }

    /// <summary>
    /// Slots must hold for other batches, so that memory can be computed for them: only the size of blocks follows the batch.
    /// </summary>
    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void Form_DoesNotDependOnTheBatch(int batch)
    {
        var spec = Plans.Of("input 14x14x128, conv 128 1x1, conv 128 3x3 pad 1 relu, conv 512 3x3 pad 1, dense 2").Spec;
        var few = Planner.Plan(spec with { Batch = 8, InferenceBatch = 8 });
        var other = Planner.Plan(spec with { Batch = batch, InferenceBatch = batch });
        foreach (var (one, two) in few.Passes().Zip(other.Passes()))
        {
            Assert.Equal(one.Steps().OfType<WinogradStep>().Select(step => step.Geometry.Form),
                two.Steps().OfType<WinogradStep>().Select(step => step.Geometry.Form));
            Assert.Equal(one.SlotFloats, two.SlotFloats);
        }
    }

    [Fact]
    public void Cost_GrowsWithTheWork_AndFallsWithWhatIsShared()
    {
        var cost = new WinogradCost(Target.Default);
        var size = new ConvolutionSize(3, 64, 64, 56, 56);
        Assert.Equal(4 * cost.Direct(size), cost.Direct(size with { Channels = 256 }));
        var g = new WinogradGeometry(new(4, 3), 64, 64, 56, 56, 28, 4);
        double one = cost.Of(g, 196, isFar: false, isShared: false);
        Assert.InRange(cost.Of(g, 392, isFar: false, isShared: false) / one, 1.9, 2.1);
        Assert.True(cost.Of(g, 196, isFar: true, isShared: false) > one);
        // Seven blocks in one chunk: two threads have four and three.
        Assert.InRange(cost.Of(g, 196, isFar: false, isShared: true) / one, 1.0, 1.1);
        // The products are a quarter of the direct ones; transforms come on top.
        Assert.InRange(one / cost.Direct(size), 0.25, 0.5);
    }
}
