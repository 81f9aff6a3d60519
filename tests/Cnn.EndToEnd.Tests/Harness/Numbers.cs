using Cnn.Dsl;
using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// Inputs, targets and parameters that the generated code and the interpreter share, bit for bit: doubles that are floats.
/// </summary>
internal static class Numbers
{
    /// <summary>Rounds doubles to floats and keeps them as doubles.</summary>
    public static double[] Round(double[] values) => Closeness.Widen(Closeness.Narrow(values));

    /// <summary>
    /// Fills an interpreter's parameters, rounded to floats, and a generated network's with the same; running statistics as if there had
    /// been training, or none.
    /// </summary>
    public static void SetParameters(ReferenceNetwork reference, NetworkParameters parameters, bool withRunningStatistics = false)
    {
        Fill.Parameters(reference);
        if (withRunningStatistics) Fill.RunningStatistics(reference);
        Assert.Equal(reference.Parameters.Select(parameter => parameter.Name), parameters.Select(view => view.Name));
        for (int k = 0; k < parameters.Count; k++)
        {
            float[] values = Closeness.Narrow(reference.Parameters[k].Values);
            Closeness.Widen(values).CopyTo(reference.Parameters[k].Values, 0);
            parameters[k].CopyFrom(values);
        }
    }

    /// <summary>Images for a network.</summary>
    public static double[] Images(NetworkSpec spec, int instances, int seed = 100) =>
        Round(Fill.Values(instances * (int)spec.Input.ElementCount, seed, 1));

    /// <summary>Targets for a network: labels, shares between 0 and 1, or numbers between −1 and 1.</summary>
    public static Target TargetOf(NetworkSpec spec, int instances)
    {
        int outputs = (int)spec.Output.ElementCount;
        int channels = spec.Output.Channels, pixels = outputs / channels;
        int? ignored = (int?)spec.Loss.Settings.FirstOrDefault(setting => setting.Property == "IgnoredLabel")?.Values[0];
        return spec.Loss.Kind switch
        {
            // Every fifth is ignored, where any may be.
            _ when spec.Loss.IsOverLabels => new Target(
                Enumerable.Range(0, instances * pixels)
                    .Select(b => ignored is { } label && b % 5 == 3 ? label : (7 * b + 1) % channels).ToArray(), null),
            LossKind.KullbackLeibler => new Target(null, Round(Distributions(instances * pixels, channels))),
            LossKind.BinaryCrossEntropy or LossKind.Focal =>
                new Target(null, Round(Array.ConvertAll(Fill.Values(instances * outputs, 7, 0.5), value => value + 0.5))),
            _ => new Target(null, Round(Fill.Values(instances * outputs, 7, 1))),
        };
    }

    // Each row adds up to 1.
    private static double[] Distributions(int rows, int channels)
    {
        double[] values = Array.ConvertAll(Fill.Values(rows * channels, 7, 0.5), value => value + 0.6);
        for (int i = 0; i < rows; i++)
        {
            var row = values.AsSpan(i * channels, channels);
            double sum = 0;
            foreach (double value in row) sum += value;
            foreach (ref double value in row) value /= sum;
        }
        return values;
    }
}
