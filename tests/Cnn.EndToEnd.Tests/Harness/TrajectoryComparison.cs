using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// Runs a trajectory and lists where it leaves PyTorch's. The bounds are tight enough that a missing weight decay is seen:
/// losses 2e-6 of themselves; first gradient norms 5e-5; final norms 1e-5; a final value 1e-5 of the larger of itself and the parameter's root mean square;
/// logits 1e-5 of the norm of all of them.
/// </summary>
internal static class TrajectoryComparison
{
    public static List<string> Mismatches(TrainingTrajectory expected, string networkName, Optimizer optimizer)
    {
        var mismatches = new List<string>();
        var network = NetworkHarness.Of(networkName).Create();
        // An attribute network has the text's twin, from which the interpreter's parameters come.
        var reference = new ReferenceNetwork(NetworkHarness.SpecOf(networkName.Replace("AsAttributes", "", StringComparison.Ordinal).Replace("AsSource", "", StringComparison.Ordinal)));
        Numbers.SetParameters(reference, network.Parameters);
        using (var training = network.Train(optimizer))
        {
            for (int step = 0; step < expected.Losses.Length; step++)
            {
                float loss = training.Step(Closeness.Narrow(expected.Images(step)), new Target(expected.Labels(step), null));
                Compare($"loss {step}", expected.Losses[step], loss, 2e-6 * expected.Losses[step]);
                if (step > 0) continue;
                CompareLogits("first logits", expected.FirstStepLogits, training.Logits);
                float[][] gradients = training.Gradients;
                for (int k = 0; k < gradients.Length; k++)
                    Compare($"gradient {reference.Parameters[k].Name}", expected.FirstStepGradientNorms[k], Closeness.Norm(Closeness.Widen(gradients[k])), 5e-5 * expected.FirstStepGradientNorms[k]);
            }
        }
        for (int k = 0; k < expected.Parameters.Length; k++)
        {
            var (shape, norm, first) = expected.Parameters[k];
            var view = network.Parameters[k];
            if (!shape.SequenceEqual(view.Shape)) mismatches.Add($"shape of {view.Name}: [{string.Join(", ", shape)}] expected, [{string.Join(", ", view.Shape)}] found");
            float[] values = view.ToArray();
            double scale = norm / Math.Sqrt(values.Length);
            Compare($"norm of {view.Name}", norm, Closeness.Norm(Closeness.Widen(values)), 1e-5 * norm);
            for (int i = 0; i < first.Length; i++)
                Compare($"{view.Name}[{i}]", first[i], values[i], 1e-5 * Math.Max(Math.Abs(first[i]), scale));
        }
        CompareLogits("final logits", expected.FinalLogits, network.Logits(Closeness.Narrow(expected.Images(0))));
        return mismatches;

        void CompareLogits(string what, double[][] wanted, float[] found)
        {
            double distance = Closeness.RelativeDistance(wanted.SelectMany(row => row).ToArray(), Closeness.Widen(found));
            if (!(distance <= 1e-5)) mismatches.Add(FormattableString.Invariant($"{what}: apart by {distance} of their norm"));
        }

        // Written so that NaN is a mismatch.
        void Compare(string what, double wanted, double found, double bound)
        {
            if (!(Math.Abs(wanted - found) <= bound)) mismatches.Add(FormattableString.Invariant($"{what}: {wanted} expected, {found} found, {Math.Abs(wanted - found)} > {bound}"));
        }
    }
}
