using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>
/// Another loss, whose values it adds up in double precision while a step runs: those of auxiliary classifiers too, each by its weight. A
/// step's own mean loss is rounded to single precision, where small differences drown.
/// </summary>
/// <param name="loss">The loss that a session minimises; it fits the network.</param>
internal sealed class MeasuredLoss(Loss loss) : Loss
{
    /// <summary>Half a unit in the last place of 1, in single precision.</summary>
    private const double Rounding = 1.0 / (1 << 24);

    private readonly List<double> _values = [];
    private readonly List<double> _squares = [];

    // Of a loss of sums; written by one thread, behind barriers.
    private double _ofBatch;

    /// <inheritdoc/>
    internal override TargetRange Range => loss.Range;

    /// <inheritdoc/>
    internal override int? LabelOfNothing => loss.LabelOfNothing;

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, int Count)> SettingsOfChannels => loss.SettingsOfChannels;

    /// <inheritdoc/>
    public override string ToString() => loss.ToString();

    /// <summary>Forgets what was added up.</summary>
    public void Clear()
    {
        _values.Clear();
        _squares.Clear();
    }

    /// <summary>The mean loss of the step since <see cref="Clear"/>; null where the pass asked for none.</summary>
    public double? Mean => _values.Count == 0 ? null : Sum(_values);

    /// <summary>What rounding the outputs and the losses alone makes of the mean loss, as a standard deviation.</summary>
    public double OutputRounding => Math.Sqrt(Sum(_squares));

    /// <inheritdoc/>
    internal override TargetForms FormsFor(OutputFunction output) => loss.FormsFor(output);

    /// <inheritdoc/>
    internal override string? Contradiction(OutputFunction output) => loss.Contradiction(output);

    /// <inheritdoc/>
    internal override double DivisorOf(ReadOnlySpan<int> labels, int instances, int pixels) => loss.DivisorOf(labels, instances, pixels);

    /// <inheritdoc/>
    internal override float Compute(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale)
    {
        int count = pixels * channels;
        ReadOnlySpan<float> values = MemoryMarshal.CreateReadOnlySpan(in outputs, count);
        double value = loss.Value(
            values,
            Unsafe.IsNullRef(in labels) ? [] : MemoryMarshal.CreateReadOnlySpan(in labels, pixels),
            Unsafe.IsNullRef(in labels) ? MemoryMarshal.CreateReadOnlySpan(in targets, count) : [],
            new float[count], channels);
        float result = loss.Compute(in outputs, in labels, in targets, ref gradient, pixels, channels, scale);
        Add(value * scale, values, MemoryMarshal.CreateReadOnlySpan(in gradient, count));
        return result;
    }

    /// <inheritdoc/>
    internal override int SumsOf(int channels) => loss.SumsOf(channels);

    /// <inheritdoc/>
    internal override void Gather(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float scratch, int pixels, int channels,
        Span<double> sums) =>
        loss.Gather(in outputs, in labels, in targets, ref scratch, pixels, channels, sums);

    /// <inheritdoc/>
    internal override double Conclude(Span<double> sums, int instances, int channels) =>
        _ofBatch = loss.Conclude(sums, instances, channels);

    /// <inheritdoc/>
    internal override void WriteGradient(
        ref readonly float outputs, ref readonly int labels, ref readonly float targets, ref float gradient, int pixels, int channels,
        float scale, ReadOnlySpan<double> slopes)
    {
        loss.WriteGradient(in outputs, in labels, in targets, ref gradient, pixels, channels, scale, slopes);
        int count = pixels * channels;
        Add(_ofBatch * scale, MemoryMarshal.CreateReadOnlySpan(in outputs, count), MemoryMarshal.CreateReadOnlySpan(in gradient, count));
    }

    private void Add(double share, ReadOnlySpan<float> outputs, ReadOnlySpan<float> slopes)
    {
        double square = share * Rounding * share * Rounding;
        for (int i = 0; i < outputs.Length; i++)
        {
            double rounded = (double)slopes[i] * outputs[i] * Rounding;
            square += rounded * rounded;
        }
        lock (_values)
        {
            _values.Add(share);
            _squares.Add(square);
        }
    }

    // Sorted, so that the order in which threads came changes no bit.
    private static double Sum(List<double> values)
    {
        values.Sort();
        double sum = 0;
        foreach (double value in values)
            sum += value;
        return sum;
    }
}
