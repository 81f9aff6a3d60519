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
    [InlineData("digits_adam", "Digits")]
    [InlineData("residual_momentum", "Residual")]
    [InlineData("inception_adamw", "Inception")]
    [InlineData("grouped_rmsprop", "Grouped")]
    public void Training_FollowsPyTorch(string trajectory, string network)
    {
        var expected = TrainingTrajectory.Read(trajectory);
        Assert.Empty(TrajectoryComparison.Mismatches(expected, network, OptimizerOf(expected)));
    }

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

    private static Optimizer OptimizerOf(TrainingTrajectory trajectory)
    {
        float rate = (float)trajectory.LearningRate, decay = (float)trajectory.WeightDecay;
        return trajectory.Optimizer switch
        {
            "sgd" => new Sgd(rate) { Momentum = (float)trajectory.Momentum, WeightDecay = decay, Nesterov = trajectory.Nesterov },
            "adam" => new Adam(rate) { WeightDecay = decay },
            "adamw" => new AdamW(rate) { WeightDecay = decay },
            "rmsprop" => new RmsProp(rate) { WeightDecay = decay, Alpha = 0.9f },
            _ => throw new InvalidOperationException($"The optimiser {trajectory.Optimizer} is not known here."),
        };
    }
}
