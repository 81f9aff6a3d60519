using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// Runs a trajectory and lists where it leaves PyTorch's. The bounds are tight enough that a missing weight decay is seen:
/// losses 2e-6 of themselves; first gradient norms 5e-5; final norms 1e-5; a final value 1e-5 of the larger of itself and the parameter's
/// root mean square; running variances 1e-5 of themselves; running means 1e-5 of the larger of themselves and a hundredth of the deviation;
/// logits 1e-5 of the norm of all of them.
/// </summary>
internal static class TrajectoryComparison
{
    /// <param name="expected">PyTorch's run.</param>
    /// <param name="networkName">The generated network.</param>
    /// <param name="optimizer">The optimiser.</param>
    public static List<string> Mismatches(TrainingTrajectory expected, string networkName, Optimizer optimizer)
    {
        var mismatches = new List<string>();
        var network = NetworkHarness.Of(networkName).Create();
        // An attribute network has the text's twin, from which the interpreter's parameters come.
        var reference = new ReferenceNetwork(NetworkHarness.SpecOf(networkName.Replace("AsAttributes", "", StringComparison.Ordinal)
            .Replace("AsSource", "", StringComparison.Ordinal)));
        Numbers.SetParameters(reference, network.Parameters);
        ParameterView[] trained = [.. network.Parameters.Where((_, k) => network.Parameters.Info.Parameters[k].IsTrainable)];
        using (var training = network.Train(optimizer))
        {
            for (int step = 0; step < expected.Losses.Length; step++)
            {
                float loss = training.Step(Closeness.Narrow(expected.Images(step)), new Target(expected.Labels(step), null));
                Compare($"loss {step}", expected.Losses[step], loss, 2e-6 * expected.Losses[step]);
                if (step > 0) continue;
                CompareLogits("first logits", expected.FirstStepLogits, training.Logits);
                float[][] gradients = training.Gradients;
                Assert.Equal(trained.Length, gradients.Length);
                for (int k = 0; k < gradients.Length; k++)
                    Compare($"gradient {trained[k].Name}", expected.FirstStepGradientNorms[k],
                        Closeness.Norm(Closeness.Widen(gradients[k])), 5e-5 * expected.FirstStepGradientNorms[k]);
            }
        }
        Assert.Equal(trained.Length, expected.Parameters.Length);
        for (int k = 0; k < trained.Length; k++)
        {
            var (shape, norm, first) = expected.Parameters[k];
            var view = trained[k];
            if (!shape.SequenceEqual(view.Shape))
                mismatches.Add($"shape of {view.Name}: [{string.Join(", ", shape)}] expected, [{string.Join(", ", view.Shape)}] found");
            float[] values = view.ToArray();
            double scale = norm / Math.Sqrt(values.Length);
            Compare($"norm of {view.Name}", norm, Closeness.Norm(Closeness.Widen(values)), 1e-5 * norm);
            for (int i = 0; i < first.Length; i++)
                Compare($"{view.Name}[{i}]", first[i], values[i], 1e-5 * Math.Max(Math.Abs(first[i]), scale));
        }
        ParameterView[] means = Views("running_mean"), variances = Views("running_var");
        Assert.Equal((expected.RunningStatistics.Length, expected.RunningStatistics.Length), (means.Length, variances.Length));
        for (int k = 0; k < means.Length; k++)
        {
            var (mean, variance) = expected.RunningStatistics[k];
            // A mean may be a sum of single-precision numbers that cancels: that of the first batch norm is 1e-5 of the deviation.
            CompareFirst(means[k], mean, [.. mean.Zip(variance, (m, v) => Math.Max(Math.Abs(m), 0.01 * Math.Sqrt(v)))]);
            CompareFirst(variances[k], variance, variance);
        }
        CompareLogits("final logits", expected.FinalLogits, network.Logits(Closeness.Narrow(expected.Images(0))));
        return mismatches;

        ParameterView[] Views(string kind) =>
            [.. network.Parameters.Where(view => view.Name.EndsWith("." + kind, StringComparison.Ordinal))];

        void CompareFirst(ParameterView view, double[] wanted, double[] scales)
        {
            float[] found = view.ToArray();
            for (int i = 0; i < wanted.Length; i++) Compare($"{view.Name}[{i}]", wanted[i], found[i], 1e-5 * scales[i]);
        }

        void CompareLogits(string what, double[][] wanted, float[] found)
        {
            double distance = Closeness.RelativeDistance(wanted.SelectMany(row => row).ToArray(), Closeness.Widen(found));
            if (!(distance <= 1e-5)) mismatches.Add(FormattableString.Invariant($"{what}: apart by {distance} of their norm"));
        }

        // Written so that NaN is a mismatch.
        void Compare(string what, double wanted, double found, double bound)
        {
            if (!(Math.Abs(wanted - found) <= bound))
                mismatches.Add(
                    FormattableString.Invariant($"{what}: {wanted} expected, {found} found, {Math.Abs(wanted - found)} > {bound}"));
        }
    }
}
