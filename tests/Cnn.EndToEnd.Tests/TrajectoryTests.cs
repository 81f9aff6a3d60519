using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>PyTorch's float64 training runs, step by step, through generated code.</summary>
[Trait("Category", "Numeric")]
public sealed class TrajectoryTests
{
    [Theory]
    [InlineData("lenet5_sgd", "LeNet5")]
    [InlineData("lenet5_sgd", "LeNet5AsAttributes")]
    [InlineData("lenet5_sgd", "LeNet5AsSource")]
    [InlineData("lenet5_momentum", "LeNet5")]
    [InlineData("digits_nesterov", "Digits")]
    [InlineData("digits_nesterov", "DigitsAsAttributes")]
    [InlineData("residual_momentum", "Residual")]
    public void Training_FollowsPyTorch(string trajectory, string network)
    {
        var expected = TrainingTrajectory.Read(trajectory);
        Assert.Empty(TrajectoryComparison.Mismatches(expected, network, OptimizerOf(expected)));
    }

    [Theory]
    [InlineData("inception_adamw", "Inception")]
    [InlineData("grouped_rmsprop", "Grouped")]
    public void FirstStep_IsPyTorchs(string trajectory, string network) =>
        Assert.Empty(TrajectoryComparison.Mismatches(TrainingTrajectory.Read(trajectory), network, optimizer: null));

    [Fact]
    public void MissingWeightDecay_IsNoticed()
    {
        var expected = TrainingTrajectory.Read("lenet5_momentum");
        Assert.Equal(5e-4, expected.WeightDecay);
        var mismatches = TrajectoryComparison.Mismatches(expected, "LeNet5", OptimizerOf(expected with { WeightDecay = 0 }));
        Assert.Contains(mismatches, mismatch => mismatch.StartsWith("loss", StringComparison.Ordinal));
        Assert.Contains(mismatches, mismatch => mismatch.StartsWith("norm", StringComparison.Ordinal));
    }

    [Fact]
    public void MissingNesterov_IsNoticed()
    {
        var expected = TrainingTrajectory.Read("digits_nesterov");
        Assert.NotEmpty(TrajectoryComparison.Mismatches(expected, "Digits", OptimizerOf(expected with { Nesterov = false })));
    }

    private static Sgd OptimizerOf(TrainingTrajectory trajectory) => new((float)trajectory.LearningRate)
    {
        Momentum = (float)trajectory.Momentum,
        WeightDecay = (float)trajectory.WeightDecay,
        Nesterov = trajectory.Nesterov,
    };
}
