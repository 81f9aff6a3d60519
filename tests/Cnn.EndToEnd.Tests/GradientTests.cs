using Cnn.Dsl;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// Small networks at awkward sizes against the double-precision interpreter: outputs, loss and every parameter's gradient,
/// by the chain rule and by central differences, for one instance, a partial batch and a full one.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class GradientTests
{
    // Norms of differences over norms. Single precision with sums of up to a thousand terms stays near 1e-6.
    internal const double ForwardTolerance = 5e-6, GradientTolerance = 2.5e-5;

    private const double DifferencesTolerance = 2e-4;

    // Central differences cost four passes an element: of larger tensors evenly spread ones are taken. The chain rule covers all.
    private const int MostDifferences = 60;

    public static TheoryData<string> Networks => [.. NetworkHarness.Names("Gradients.")];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Inference_IsTheInterpreters(string name) => AssertInference(name, ForwardTolerance);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Training_HasTheInterpretersLossAndGradients(string name) => AssertTraining(name, ForwardTolerance, GradientTolerance);

    internal static void AssertInference(string name, double tolerance)
    {
        var (network, reference) = Create(name);
        foreach (int instances in new[] { 1, 2, 3, 7 })
        {
            double[] images = Numbers.Images(reference.Spec, instances);
            var pass = reference.Forward(images, instances);
            AssertForward(pass.Output, network.Predict(Closeness.Narrow(images)), $"outputs of {instances}", tolerance);
        }
    }

    internal static void AssertTraining(string name, double forwardTolerance, double gradientTolerance)
    {
        var (network, reference) = Create(name);
        int batch = reference.Spec.Batch;
        // The learning rate is zero, so that all steps see the same parameters. The full batch comes first: what it leaves in the arena
        // must not be seen in a smaller one.
        using var training = network.Train(new Sgd(0));
        foreach (int instances in new[] { batch, 1, Math.Max(1, batch - 1) }.Where(count => count >= reference.Spec.SmallestBatch)
            .Distinct())
        {
            double[] images = Numbers.Images(reference.Spec, instances, 100 + instances);
            var target = Numbers.TargetOf(reference.Spec, instances);
            var pass = reference.Forward(images, instances, isTraining: true);
            double loss = target.Loss(reference, pass);
            Assert.Equal(loss, training.Step(Closeness.Narrow(images), target), forwardTolerance * Math.Max(1, Math.Abs(loss)));
            AssertForward(reference.Logits(pass), training.Logits, $"logits of {instances}", forwardTolerance);
            AssertGradients(reference, pass, target, training.Gradients, gradientTolerance);
            AssertRunningStatistics(reference, pass, network.Parameters, forwardTolerance);
        }
    }

    internal static void AssertGradients(ReferenceNetwork reference, ForwardPass pass, Target target, float[][] found,
        double tolerance = GradientTolerance)
    {
        double[][] gradients = Backpropagation.Gradients(reference, pass, target);
        int[] trained = Enumerable.Range(0, gradients.Length).Where(k => reference.Parameters[k].Spec.IsTrainable).ToArray();
        Assert.Equal(trained.Length, found.Length);
        double[][] expected = trained.Select(k => gradients[k]).ToArray();
        double total = Math.Sqrt(expected.Sum(gradient => Closeness.Norm(gradient) * Closeness.Norm(gradient)));
        // A gradient that cancels to nearly nothing beside the others is measured against these.
        double floor = 1e-4 * total + 1e-9;
        for (int k = 0; k < expected.Length; k++)
        {
            string what = $"gradient of {reference.Parameters[trained[k]].Name} with {pass.Instances}";
            if (Closeness.Norm(expected[k]) < 1e-10 * total)
            {
                // A bias before a batch norm: nothing is left but the rounding of what cancels.
                Assert.InRange(Closeness.Norm(Closeness.Widen(found[k])), 0, tolerance * total);
                continue;
            }
            AssertClose(expected[k], found[k], tolerance, what, floor);

            // Differences are the interpreter's: they hold its chain rule to account, which no width of ours changes.
            if (WidthTests.IsRepetition) continue;
            int step = Math.Max(1, expected[k].Length / MostDifferences);
            int[] elements = Enumerable.Range(0, expected[k].Length).Where(i => i % step == 0).ToArray();
            double[] differences = CentralDifferences.Gradient(reference, pass, target, trained[k], elements);
            int[] smooth = Enumerable.Range(0, elements.Length).Where(i => !double.IsNaN(differences[i])).ToArray();
            Assert.InRange(smooth.Length, elements.Length * 0.9, elements.Length);
            AssertClose(
                smooth.Select(i => differences[i]).ToArray(), smooth.Select(i => found[k][elements[i]]).ToArray(), DifferencesTolerance,
                    what + ", by differences", floor);
        }
    }

    private static void AssertRunningStatistics(ReferenceNetwork reference, ForwardPass pass, NetworkParameters found, double tolerance)
    {
        reference.UpdateRunningStatistics(pass);
        for (int k = 0; k < found.Count; k++)
        {
            if (!reference.Parameters[k].Spec.IsTrainable)
                AssertClose(reference.Parameters[k].Values, found[k].ToArray(), tolerance, found[k].Name + $" after {pass.Instances}",
                    floor: 1e-3);
        }
    }

    // Outputs that are nearly nothing are made of terms near one that cancel: they are measured against a root mean square of 0.1.
    internal static void AssertForward(double[] expected, float[] found, string what, double tolerance = ForwardTolerance) =>
        AssertClose(expected, found, tolerance, what, 0.1 * Math.Sqrt(expected.Length));

    internal static void AssertClose(double[] expected, float[] found, double tolerance, string what, double floor)
    {
        double distance = Closeness.RelativeDistance(expected, Closeness.Widen(found), floor);
        Assert.True(distance <= tolerance, FormattableString.Invariant(
            $"The {what} are apart by {distance} of their norm, more than {tolerance}. Expected [{string.Join(", ", expected.Take(6))} ")
                + FormattableString.Invariant($"…], found [{string.Join(", ", found.Take(6))} …]."));
    }

    private static (INetworkRun Network, ReferenceNetwork Reference) Create(string name)
    {
        var network = NetworkHarness.Of(name).Create();
        var reference = new ReferenceNetwork(NetworkHarness.SpecOf(name));
        Numbers.SetParameters(reference, network.Parameters, withRunningStatistics: true);
        return (network, reference);
    }
}
