namespace Cnn.Planning.Tests;

/// <summary>Runs of blocks of 16 outputs, against looking at each block.</summary>
public sealed class GroupRunTests
{
    [Fact]
    public void Runs_AreTheBlocksOneByOne()
    {
        int[] sizes = [1, 2, 3, 5, 7, 8, 12, 16, 17, 24, 32, 40, 48];
        foreach (int groups in new[] { 1, 2, 3, 5, 15, 16, 17, 33, 50 })
        foreach (int outputs in sizes)
        foreach (int inputs in sizes)
        {
            var expected = new List<(int Block, int First, int Count, long Row)>();
            long row = 0;
            for (int block = 0; block * 16 < groups * outputs; block++)
            {
                int[] read = [.. Enumerable.Range(block * 16, 16).Where(output => output < groups * outputs)
                    .Select(output => output / outputs).Distinct()];
                expected.Add((block, read[0] * inputs, read.Length * inputs, row));
                row += read.Length * inputs;
            }
            var runs = GroupRun.Of(groups, outputs, inputs);
            var found =
                from run in runs
                from repeat in Enumerable.Range(0, run.Repeats)
                from block in Enumerable.Range(0, run.Blocks)
                select (run.FirstBlock + repeat * run.PeriodBlocks + block, run.FirstInput + repeat * run.PeriodInputs, run.Inputs,
                    run.WeightRow + repeat * run.PeriodRows + block * run.Inputs);
            Assert.Equal(expected, found.OrderBy(block => block.Item1));
            Assert.Equal(row, GroupRun.Rows(runs));
            Assert.InRange(runs.Count, 1, 66);
            Assert.All(runs, run => Assert.Equal(run.Inputs == inputs, run.IsExact));
            Assert.All(runs.Where(run => run.Repeats > 1), run => Assert.Equal(0, run.PeriodInputs % 16));
        }
    }

    [Fact]
    public void AlexNetsGroups_AreTwoOfOnePlan()
    {
        // Krizhevsky et al. (2012): the second layer's 256 maps in two halves, each of which reads 48 of the 96 channels.
        var plan = Plans.Of("batch 2, input 27x27x3, conv 96 1x1, conv2: conv 256 5x5 pad 2 groups 2 relu");
        var step = plan.Training.Steps().OfType<ContractionStep>()
            .Single(step => step is { Layer: "conv2", Purpose: ContractionPurpose.Forward });
        var part = Assert.Single(step.Parts);
        Assert.Equal([2, 8], part.Plan.Columns.Select(column => column.Extent));
        Assert.Equal(27 * 27 * 256L * 48 * 25, step.MultiplyAdds);
        // No weight is stored that there is not.
        Assert.Equal(256L * 48 * 25,
            ParameterPlan.PackedFloats(plan.Parameters.Single(parameter => parameter.Name == "conv2.weight").Spec));
    }

    [Theory]
    // sqrt(2 / (48 * 25)), He et al. (2015).
    [InlineData("conv 256 5x5 groups 2 relu", 0.040824829f)]
    // sqrt(2 / 9).
    [InlineData("depthwise 3x3 relu", 0.47140452f)]
    // sqrt(6 / (48 * 9 + 128 * 9)), Glorot and Bengio (2010).
    [InlineData("conv 256 3x3 groups 2", 0.061545745f)]
    // 3 connections for 2 maps and 96 channels: sqrt(6 / (1.5 + 3 / 96)).
    [InlineData("conv 2 1x1 connect \"0 1, 2\"", 1.9794867f)]
    public void FirstWeights_AreScaledByTheConnectionsThatThereAre(string layer, float scale) =>
        Assert.Equal(scale, Plans.Of("batch 1, input 9x9x96, " + layer).Parameters[0].Initial.Scale, 1e-6f);
}
