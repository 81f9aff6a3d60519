using System.Numerics;
using System.Runtime.InteropServices;
using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// The gradients of several batches, each weighted by what its mean loss was divided by: its instances, or the sum of their labels'
/// weights. They are added up in double precision: a product of a gradient and a number of instances is exact there, and a sum of thousands
/// of them is, to a float's digits.
/// </summary>
/// <remarks>Allocated by the first batch.</remarks>
internal sealed class GradientSums(Arena gradients, ParameterUpdate update)
{
    private const int Line = 16;

    private double[] _sums = [];

    /// <summary>How many batches there are.</summary>
    public int Batches { get; private set; }

    /// <summary>The sum of what their mean losses were divided by.</summary>
    public double Divisor { get; private set; }

    /// <summary>The mean loss of all of them; 0 where none of their labels counts.</summary>
    public double MeanLoss => Divisor > 0 ? Losses / Divisor : Losses;

    /// <summary>The sum of their losses.</summary>
    private double Losses { get; set; }

    /// <summary>Makes room for the sums, before <see cref="Add"/>.</summary>
    public void Prepare()
    {
        if (_sums.Length == 0)
            _sums = new double[gradients.Length];
    }

    /// <summary>Counts a batch, after its gradients were added.</summary>
    /// <param name="divisor">What its mean loss was divided by.</param>
    /// <param name="losses">The sum of its losses.</param>
    public void Count(double divisor, double losses)
    {
        Batches++;
        Divisor += divisor;
        Losses += losses;
    }

    /// <summary>Begins anew.</summary>
    public void Clear() => (Batches, Divisor, Losses) = (0, 0, 0);

    /// <summary>Adds a batch's mean gradients, a part of them.</summary>
    /// <param name="divisor">What the batch's mean loss was divided by.</param>
    /// <param name="part">From 0.</param>
    /// <param name="parts">How many there are.</param>
    public void Add(double divisor, int part, int parts)
    {
        Vector<double> weight = new(divisor);
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

    /// <summary>Writes the gradients of the mean loss of all of them in the place of the gradients, a part of them.</summary>
    /// <param name="part">From 0.</param>
    /// <param name="parts">How many there are.</param>
    public void WriteMean(int part, int parts)
    {
        // Where no label counts, all sums are 0.
        Vector<double> divisor = new(Divisor > 0 ? Divisor : 1);
        foreach ((int begin, int end) in update.Trained)
        {
            int first = Cut(begin, end, part, parts), past = Cut(begin, end, part + 1, parts);
            ReadOnlySpan<Vector<double>> sums = MemoryMarshal.Cast<double, Vector<double>>(_sums.AsSpan(first..past));
            Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(gradients.Span[first..past]);
            for (int i = 0; i < to.Length; i++)
                to[i] = Vector.Narrow(sums[2 * i] / divisor, sums[(2 * i) + 1] / divisor);
        }
    }

    private static int Cut(int begin, int end, int part, int parts) => begin + (TeamJob.Cut((end - begin) / Line, part, parts) * Line);
}
