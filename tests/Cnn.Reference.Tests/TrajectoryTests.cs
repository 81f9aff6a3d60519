using System.Reflection;
using Cnn.Dsl;

namespace Cnn.Reference.Tests;

/// <summary>
/// The interpreter against PyTorch's float64 trajectories: both compute in double, so that only the order of sums differs.
/// </summary>
public sealed class TrajectoryTests
{
    private static readonly Dictionary<string, NetworkSpec> s_specs = ReadSpecs();

    [Theory]
    [InlineData("lenet5_sgd")]
    [InlineData("lenet5_momentum")]
    [InlineData("digits_nesterov")]
    [InlineData("residual_momentum")]
    public void WholeRun_IsPyTorchs(string name) => Follow(TrainingTrajectory.Read(name), isFirstStepOnly: false);

    /// <summary>The optimisers of these runs are not here yet.</summary>
    [Theory]
    [InlineData("inception_adamw")]
    [InlineData("grouped_rmsprop")]
    public void FirstStep_IsPyTorchs(string name) => Follow(TrainingTrajectory.Read(name), isFirstStepOnly: true);

    private static void Follow(TrainingTrajectory trajectory, bool isFirstStepOnly)
    {
        var network = new ReferenceNetwork(s_specs[trajectory.Network]);
        Fill.Parameters(network);
        ReferenceParameter[] trained = [.. network.Parameters.Where(parameter => parameter.Spec.IsTrainable)];
        double[][] velocity = trained.Select(parameter => new double[parameter.Values.Length]).ToArray();
        for (int step = 0; step < (isFirstStepOnly ? 1 : trajectory.Losses.Length); step++)
        {
            var target = new Target(trajectory.Labels(step), null);
            var pass = network.Forward(trajectory.Images(step), trajectory.Batch, isTraining: true);
            double[][] gradients = [.. Backpropagation.Gradients(network, pass, target)
                .Where((_, k) => network.Parameters[k].Spec.IsTrainable)];
            Assert.Equal(trajectory.Losses[step], target.Loss(network, pass), 1e-12);
            if (step == 0)
            {
                Assert.InRange(Closeness.RelativeDistance(trajectory.FirstStepLogits.SelectMany(row => row).ToArray(),
                    network.Logits(pass)), 0, 1e-12);
                for (int k = 0; k < gradients.Length; k++)
                    Assert.Equal(1, Closeness.Norm(gradients[k]) / trajectory.FirstStepGradientNorms[k], 1e-10);
            }
            network.UpdateRunningStatistics(pass);
            for (int k = 0; k < gradients.Length; k++)
                Update(trajectory, trained[k].Values, gradients[k], velocity[k]);
        }
        if (isFirstStepOnly) return;
        Assert.Equal(trained.Length, trajectory.Parameters.Length);
        for (int k = 0; k < trained.Length; k++)
        {
            Assert.Equal(1, Closeness.Norm(trained[k].Values) / trajectory.Parameters[k].Norm, 1e-11);
            Assert.Equal(trajectory.Parameters[k].First[0], trained[k].Values[0], 1e-11);
        }
        AssertFirst(trajectory.RunningStatistics.Select(statistics => statistics.Mean), network, ParameterRole.RunningMean);
        AssertFirst(trajectory.RunningStatistics.Select(statistics => statistics.Variance), network, ParameterRole.RunningVariance);
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

    private static void AssertFirst(IEnumerable<double[]> expected, ReferenceNetwork network, ParameterRole role)
    {
        double[][] found = [.. network.Parameters.Where(parameter => parameter.Spec.Role == role).Select(parameter => parameter.Values)];
        Assert.Equal(expected.Count(), found.Length);
        foreach (var (first, values) in expected.Zip(found))
            for (int i = 0; i < first.Length; i++) Assert.Equal(first[i], values[i], 1e-11);
    }

    // The same text from which the end-to-end tests' networks are generated.
    private static Dictionary<string, NetworkSpec> ReadSpecs()
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Trajectories.cnn")!);
        var parsed = CnnParser.Parse(reader.ReadToEnd(), "Trajectories.cnn");
        Assert.Empty(parsed.Issues);
        return parsed.Networks.ToDictionary(network => network.Name.Value.ToLowerInvariant(), network => Resolver.Resolve(network).Spec!);
    }
}
