using System.Numerics;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// The gradients of several batches, each weighted by its instances, added up in double precision: a product of a gradient and a number of
/// instances is exact there, and a sum of thousands of them is, to a float's digits.
/// </summary>
/// <remarks>Allocated by the first batch.</remarks>
internal sealed class GradientSums(Arena gradients, ParameterUpdate update)
{
    private const int Line = 16;

    private double[] _sums = [];

    /// <summary>How many batches there are.</summary>
    public int Batches { get; private set; }

    /// <summary>How many instances these have.</summary>
    public long Instances { get; private set; }

    /// <summary>The sum of their losses.</summary>
    public double Losses { get; private set; }

    /// <summary>Makes room for the sums, before <see cref="Add"/>.</summary>
    public void Prepare()
    {
        if (_sums.Length == 0)
            _sums = new double[gradients.Length];
    }

    /// <summary>Counts a batch, after its gradients were added.</summary>
    public void Count(int instances, double losses)
    {
        Batches++;
        Instances += instances;
        Losses += losses;
    }

    /// <summary>Begins anew.</summary>
    public void Clear() => (Batches, Instances, Losses) = (0, 0, 0);

    /// <summary>Adds a batch's mean gradients, a part of them.</summary>
    /// <param name="instances">How many instances the batch has.</param>
    /// <param name="part">From 0.</param>
    /// <param name="parts">How many there are.</param>
    public void Add(int instances, int part, int parts)
    {
        Vector<double> weight = new(instances);
        foreach ((int begin, int end) in update.Trained)
        {
            int first = Cut(begin, end, part, parts), past = Cut(begin, end, part + 1, parts);
            ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(gradients.Span[first..past]);
            Span<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(_sums.AsSpan(first..past));
            for (int i = 0; i < from.Length; i++)
            {
                Vector.Widen(from[i], out Vector<double> low, out Vector<double> high);
                sums[2 * i] = Batches == 0 ? low * weight : sums[2 * i] + (low * weight);
                sums[(2 * i) + 1] = Batches == 0 ? high * weight : sums[(2 * i) + 1] + (high * weight);
            }
        }
    }

    /// <summary>Writes the mean over all instances in the place of the gradients, a part of them.</summary>
    /// <param name="part">From 0.</param>
    /// <param name="parts">How many there are.</param>
    public void WriteMean(int part, int parts)
    {
        Vector<double> instances = new(Instances);
        foreach ((int begin, int end) in update.Trained)
        {
            int first = Cut(begin, end, part, parts), past = Cut(begin, end, part + 1, parts);
            ReadOnlySpan<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(_sums.AsSpan(first..past));
            Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(gradients.Span[first..past]);
            for (int i = 0; i < to.Length; i++)
                to[i] = Vector.Narrow(sums[2 * i] / instances, sums[(2 * i) + 1] / instances);
        }
    }

    private static int Cut(int begin, int end, int part, int parts) => begin + (TeamJob.Cut((end - begin) / Line, part, parts) * Line);
}
