namespace Cnn.Planning.Tests;

/// <summary>Where sums are cut into runs, and how calls of few instances are served.</summary>
public sealed class SumPlanTests
{
    [Theory]
    [InlineData(400, 1)]
    [InlineData(127, 1)]
    [InlineData(10_000_019, 1)]
    [InlineData(300, 9)]
    [InlineData(5, 64)]
    [InlineData(5, 1000)]
    public void Runs_AreNeverLongerThanSome(int rounds, int terms)
    {
        int run = SummationRun.Rounds(rounds, terms);
        Assert.InRange(run, 1, rounds);
        Assert.True(run == 1 || run * terms <= SummationRun.Longest);
        // And not so short that their ends would cost much.
        Assert.True(2 * run * terms > SummationRun.Longest || run == Math.Max(1, SummationRun.Longest / terms),
            $"{run} rounds of {terms} terms");
    }

    [Theory]
    [InlineData("input 8x8x16, conv 16 1x1", false)]
    [InlineData("input 8x8x65, conv 16 1x1", true)]
    [InlineData("input 1x1x64, dense 3", false)]
    [InlineData("input 1x1x300, dense 3", true)]
    public void Contraction_IsCutWhereItsSumIsLong(string statements, bool isCut)
    {
        var part = Plans.Of(statements).Inference.Steps().OfType<ContractionStep>().Single().Parts[0];
        Assert.Equal(isCut, part.Plan.IsCut);
    }

    // A weight's gradient is summed over the batch: 65 instances are too many for one run, 64 are not.
    [Theory]
    [InlineData(64, false)]
    [InlineData(65, true)]
    public void WeightGradient_IsCutByTheBatch(int batch, bool isCut)
    {
        var step = Plans.Of($"batch {batch}, input 1x1x5, dense 3").Training.Steps().OfType<ContractionStep>()
            .Single(step => step.Purpose == ContractionPurpose.WeightGradient);
        Assert.Equal(isCut, step.Parts[0].Plan.IsCut);
    }

    [Fact]
    public void WinogradsProducts_CountTheirTiles_SoThatFewImagesCostLittle()
    {
        var steps = Plans.Of("batch 2, inference_batch 16, algorithm winograd, input 8x8x32, conv 32 3x3 pad 1, conv 32 3x3 pad 1")
            .Inference.Steps().OfType<WinogradStep>().ToArray();
        Assert.NotEmpty(steps);
        Assert.All(steps, step =>
        {
            var plan = step.Product!.Plan;
            Assert.True(plan.CountsRows);
            Assert.All(plan.Tiles, tile => Assert.InRange((tile.Few ?? tile).RowCount, 1, 4));
        });
    }

    // Sums are unrolled alike, so that an image's bits do not depend on how many come with it.
    [Fact]
    public void TilesOfInstances_HaveOneForFewer_ThatSumsAlike_UnlessTheirOwnRestIsIt()
    {
        var plan = Plans.Of("batch 2, inference_batch 16, input 1x1x512, dense 512").Inference.Steps().OfType<ContractionStep>().Single()
            .Parts[0].Plan;
        Assert.All(plan.Tiles, tile =>
        {
            Assert.InRange(tile.Instances, 2, 16);
            if (tile.Few is not { } few) return;
            Assert.Equal((1, tile.Unroll), (few.Instances, few.Unroll));
            Assert.NotEqual(tile.Columns, few.Columns);
        });
        Assert.Contains(plan.Tiles, tile => tile.Few is null);
        Assert.Contains(plan.Tiles, tile => tile.Few is not null);
    }
}
