namespace Cnn.Runtime.Tests;

/// <summary>A batch norm of vectors has one value a channel in an instance: of one instance there is no variance.</summary>
public sealed class SmallestBatchTests
{
    private const string Reason =
        "Batch norm 'bn1' takes the mean and variance of vectors over the instances, and of one there is no variance; where "
        + "'bn1.*' is frozen, one is enough.";

    [Fact]
    public void SmallestBatch_IsTwo_WhereThereIsABatchNormOfVectors()
    {
        Assert.Equal(2, NormedSoftmax.Info.SmallestBatch);
        Assert.Equal(1, TinySoftmax.Info.SmallestBatch);
    }

    [Fact]
    public void StepOfOneInstance_IsRefused_BeforeAnythingChanges()
    {
        NormedSoftmax network = NormedSoftmax.Create();
        int[] before = Sample.Bits(network.Parameters.Arena.Span);
        using TrainingSession<NormedSoftmax> session = new(network, new Sgd(1));
        string message = Assert.Throws<ArgumentException>("labels", () => session.Step(new float[9], [0])).Message;
        Assert.Contains("A step takes 2 to 8 instances; found 1. " + Reason, message);
        Assert.Throws<ArgumentException>("labels", () => session.ComputeGradients(new float[9], [0]));
        Assert.Contains("A step takes 2 to 8 instances; found 9. (",
            Assert.Throws<ArgumentException>("labels", () => session.Step(new float[81], new int[9])).Message);
        Assert.Contains("A step takes 2 to 8 instances; found 0. (",
            Assert.Throws<ArgumentException>("labels", () => session.Step(new float[0], new int[0])).Message);
        Assert.Equal(0, session.StepCount);
        Assert.Equal(before, Sample.Bits(network.Parameters.Arena.Span));
        session.Step(Sample.Floats(18), [0, 1]);
        Assert.Equal(1, session.StepCount);
    }

    [Theory]
    [InlineData(17)]
    [InlineData(1)]
    public void Trainer_WhoseLastBatchIsOfOneImage_RefusesTheData_BeforeTheFirstStep(int images)
    {
        NormedSoftmax network = NormedSoftmax.Create();
        int[] before = Sample.Bits(network.Parameters.Arena.Span);
        Trainer<NormedSoftmax> trainer = new(network, new Sgd(0.1f));
        string message = Assert.Throws<ArgumentException>("data", () => trainer.Run(Sample.Corners(images))).Message;
        Assert.Contains(
            $"Batches of 8 leave 1 of the data's {images} images for the last step, and a step of NormedSoftmax takes 2 or more: batch "
            + "norm 'bn1'", message);
        Assert.Contains("Train with another number of images, declare another batch, or freeze 'bn1.*'.", message);
        Assert.Equal(before, Sample.Bits(network.Parameters.Arena.Span));
        // The network is free again.
        using TrainingSession<NormedSoftmax> session = new(network, new Sgd(1));
    }

    [Fact]
    public void Norm_CountsUntilScaleAndShiftAreFrozen()
    {
        Assert.Equal("bn1", Freezing.VectorNorm(NormedSoftmax.Info, new Sgd(1)));
        Assert.Equal("bn1", Freezing.VectorNorm(NormedSoftmax.Info, Frozen("bn1.weight", "bn2.*")));
        Assert.Equal("bn2", Freezing.VectorNorm(NormedSoftmax.Info, Frozen("bn1.*")));
        Assert.Null(Freezing.VectorNorm(NormedSoftmax.Info, Frozen("bn*")));
        Assert.Null(Freezing.VectorNorm(TinySoftmax.Info, new Sgd(1)));

        static Sgd Frozen(params string[] patterns) => new(1) { Groups = [new(patterns) { Frozen = true }] };
    }

    [Theory]
    [InlineData(16)]
    [InlineData(18)]
    [InlineData(2)]
    public void Trainer_WhoseBatchesAreAllLargeEnough_Trains(int images) =>
        Assert.Single(new Trainer<NormedSoftmax>(NormedSoftmax.Create(), new Sgd(0.1f)).Run(Sample.Corners(images)));

    // Predictions use the running averages: they may be of one image, and so may the test data.
    [Fact]
    public void Evaluation_TakesAnyNumberOfImages() =>
        Assert.Equal(1, Assert.Single(new Trainer<NormedSoftmax>(NormedSoftmax.Create(), new Sgd(0.1f))
            .Run(Sample.Corners(16), Sample.Corners(1))).Test!.Count);
}
