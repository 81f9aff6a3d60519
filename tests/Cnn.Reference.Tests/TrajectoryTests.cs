using Cnn.Dsl;

namespace Cnn.Reference.Tests;

/// <summary>The interpreter against PyTorch's float64 trajectories: both compute in double, so that only the order of sums differs.</summary>
public sealed class TrajectoryTests
{
    [Theory]
    [InlineData("lenet5_sgd")]
    [InlineData("lenet5_momentum")]
    [InlineData("digits_nesterov")]
    public void WholeRun_IsPyTorchs(string name)
    {
        var trajectory = TrainingTrajectory.Read(name);
        var network = new ReferenceNetwork(Spec(name.StartsWith("lenet5", StringComparison.Ordinal)));
        Fill.Parameters(network);
        double[][] velocity = network.Parameters.Select(parameter => new double[parameter.Values.Length]).ToArray();
        for (int step = 0; step < trajectory.Losses.Length; step++)
        {
            var target = new Target(trajectory.Labels(step), null);
            var pass = network.Forward(trajectory.Images(step), trajectory.Batch);
            double[][] gradients = Backpropagation.Gradients(network, pass, target);
            Assert.Equal(trajectory.Losses[step], target.Loss(network, pass), 1e-12);
            if (step == 0)
            {
                Assert.InRange(Closeness.RelativeDistance(trajectory.FirstStepLogits.SelectMany(row => row).ToArray(), network.Logits(pass)), 0, 1e-12);
                for (int k = 0; k < gradients.Length; k++)
                    Assert.Equal(1, Closeness.Norm(gradients[k]) / trajectory.FirstStepGradientNorms[k], 1e-10);
            }
            for (int k = 0; k < gradients.Length; k++)
                Update(trajectory, network.Parameters[k].Values, gradients[k], velocity[k]);
        }
        for (int k = 0; k < velocity.Length; k++)
        {
            Assert.Equal(1, Closeness.Norm(network.Parameters[k].Values) / trajectory.Parameters[k].Norm, 1e-11);
            Assert.Equal(trajectory.Parameters[k].First[0], network.Parameters[k].Values[0], 1e-11);
        }
        double[] logits = network.Logits(network.Forward(trajectory.Images(0), trajectory.Batch));
        Assert.InRange(Closeness.RelativeDistance(trajectory.FinalLogits.SelectMany(row => row).ToArray(), logits), 0, 1e-10);
    }

    // PyTorch's SGD: the decay joins the gradient, the velocity starts as the first gradient.
    private static void Update(TrainingTrajectory trajectory, double[] values, double[] gradient, double[] velocity)
    {
        for (int i = 0; i < values.Length; i++)
        {
            double g = gradient[i] + trajectory.WeightDecay * values[i];
            velocity[i] = trajectory.Momentum * velocity[i] + g;
            values[i] -= trajectory.LearningRate * (trajectory.Nesterov ? g + trajectory.Momentum * velocity[i] : velocity[i]);
        }
    }

    private static NetworkSpec Spec(bool isLeNet5) => Declare.Resolve(isLeNet5
        ? Declare.Network("LeNet5", 1, Declare.Input(32, 32, 1),
            Convolution(6, 5, "tanh", "valid"), Declare.Layer("avgpool", ("window", 2)), Convolution(16, 5, "tanh", "valid"), Declare.Layer("avgpool", ("window", 2)),
            Convolution(120, 5, "tanh", "valid"), Declare.Layer("dense", ("outputs", 84), ("activation", "tanh")), Declare.Layer("dense", ("outputs", 10)),
            Declare.Layer("softmax"))
        : Declare.Network("Digits", 1, Declare.Input(28, 28, 1),
            Convolution(8, 3, "relu", "same"), Declare.Layer("maxpool", ("window", 2)), Convolution(16, 3, "relu", "same"), Declare.Layer("maxpool", ("window", 2)),
            Declare.Layer("dense", ("outputs", 32), ("activation", "relu")), Declare.Layer("dense", ("outputs", 10)), Declare.Layer("softmax")));

    private static LayerDeclaration Convolution(int maps, int kernel, string activation, string padding) =>
        Declare.Layer("conv", ("maps", maps), ("kernel", kernel), ("activation", activation), ("padding", padding));
}
