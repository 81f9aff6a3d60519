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
        return spec.Loss switch
        {
            LossSpec.SoftmaxCrossEntropy or LossSpec.RadialBasis =>
                new Target(Enumerable.Range(0, instances).Select(b => (7 * b + 1) % outputs).ToArray(), null),
            LossSpec.BinaryCrossEntropy =>
                new Target(null, Round(Array.ConvertAll(Fill.Values(instances * outputs, 7, 0.5), value => value + 0.5))),
            _ => new Target(null, Round(Fill.Values(instances * outputs, 7, 1))),
        };
    }
}
