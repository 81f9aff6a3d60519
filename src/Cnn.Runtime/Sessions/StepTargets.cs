using System.Numerics;
using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>
/// The labels or targets of a step, copied before they are checked: what was checked is then what the step reads, whatever another
/// thread does to the caller's memory.
/// Allocated once: at the first step where a loss takes both and is given targets.
/// </summary>
internal sealed class StepTargets
{
    /// <summary>By how much the probabilities of an instance may miss 1: what single precision makes of many of them.</summary>
    private const double MostMissing = 1e-4;

    private readonly NetworkInfo _info;
    private readonly Loss _loss;
    private readonly int _batch;
    private readonly int[] _labels = [];
    private float[] _values = [];

    public StepTargets(NetworkInfo info, Loss? loss = null)
        : this(info, loss ?? info.Loss, info.Training.BatchSize)
    {
    }

    /// <param name="info">The network.</param>
    /// <param name="loss">A loss that fits it.</param>
    /// <param name="batch">The most instances.</param>
    public StepTargets(NetworkInfo info, Loss loss, int batch)
    {
        (_info, _loss, _batch) = (info, loss, batch);
        Forms = loss.FormsFor(info.OutputFunction);
        LabelsPerInstance = info.Output.Height * info.Output.Width;
        if ((Forms & TargetForms.Labels) != 0)
            _labels = new int[checked(batch * LabelsPerInstance)];
        else
            _values = new float[checked(batch * info.Output.ElementCount)];
    }

    /// <summary>
    /// Which images of the caller's data the next instances are, for messages: a batch of them tells nobody where to look. Empty where the
    /// instances are what the caller knows.
    /// </summary>
    public ReadOnlyMemory<int> Images { get; set; }

    /// <summary>What the loss takes.</summary>
    public TargetForms Forms { get; }

    /// <summary>How many labels an instance has: one, or one for each pixel of a map.</summary>
    public int LabelsPerInstance { get; }

    /// <summary>The session's own copy, each label 0 to classes - 1, or that of what counts for nothing.</summary>
    /// <param name="labels">At most a batch's.</param>
    /// <exception cref="ArgumentException">A label is out of range.</exception>
    public ReadOnlySpan<int> Take(ReadOnlySpan<int> labels)
    {
        labels.CopyTo(_labels);
        ReadOnlySpan<int> taken = _labels.AsSpan(0, labels.Length);
        int classes = _info.Output.Channels;
        int? nothing = _loss.LabelOfNothing;
        for (int i = 0; i < taken.Length; i++)
        {
            if ((uint)taken[i] >= (uint)classes && taken[i] != nothing)
            {
                string or = nothing is { } ignored ? FormattableString.Invariant($", or {ignored} for what is ignored") : "";
                throw new ArgumentException(FormattableString.Invariant(
                    $"Labels must be 0 to {classes - 1}{or}; {SubjectOfLabel(i)} is {taken[i]}."), nameof(labels));
            }
        }
        return taken;
    }

    /// <summary>
    /// The session's own copy, each target finite; where the loss is over shares or probabilities, 0 to 1, and probabilities adding up
    /// to 1.
    /// </summary>
    /// <param name="targets">At most a batch's.</param>
    /// <exception cref="ArgumentException">A target is not.</exception>
    public ReadOnlySpan<float> Take(ReadOnlySpan<float> targets)
    {
        if (_values.Length == 0)
            _values = new float[checked(_batch * _info.Output.ElementCount)];
        targets.CopyTo(_values);
        ReadOnlySpan<float> taken = _values.AsSpan(0, targets.Length);
        bool areShares = _loss.Range != TargetRange.Finite;
        (float least, float most) = areShares ? (0f, 1f) : (-float.MaxValue, float.MaxValue);
        for (int i = FirstSuspects(taken, least, most); i < taken.Length; i++)
        {
            if (!(taken[i] >= least && taken[i] <= most))
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Targets must be {Expected()}; {Subject("targets", i, PlaceOf(i))} is {taken[i]}."), nameof(targets));
            }
        }
        if (_loss.Range == TargetRange.Distributions)
            CheckSums(taken);
        return taken;
    }

    private void CheckSums(ReadOnlySpan<float> targets)
    {
        int classes = _info.Output.Channels;
        for (int begin = 0; begin < targets.Length; begin += classes)
        {
            double sum = 0;
            foreach (float target in targets.Slice(begin, classes))
                sum += target;
            if (Math.Abs(sum - 1) > MostMissing)
            {
                string pixel = LabelsPerInstance == 1 ? "" : PlaceOfPixel(begin / classes % LabelsPerInstance);
                throw new ArgumentException(FormattableString.Invariant(
                    $"Targets of {_loss.GetType().Name} are probabilities of classes, which add up to 1; those of ")
                    + FormattableString.Invariant($"{Instance(begin / classes / LabelsPerInstance)}{pixel} add up to {sum}."),
                    nameof(targets));
            }
        }
    }

    private string Expected() => _loss switch
    {
        BinaryCrossEntropy => "0 to 1, as the loss is a binary cross-entropy over shares",
        _ when _loss.Range == TargetRange.Finite => "finite",
        _ => $"0 to 1, as the loss is {_loss.GetType().Name}",
    };

    private string Instance(int index) => Images.IsEmpty
        ? FormattableString.Invariant($"instance {index}")
        : FormattableString.Invariant($"the data's image {Images.Span[index]}");

    private string Subject(string values, int index, string place) => Images.IsEmpty
        ? FormattableString.Invariant($"{values}[{index}], of {place},")
        : $"that of {place},";

    private string SubjectOfLabel(int index) =>
        LabelsPerInstance > 1
            ? Subject("labels", index, Instance(index / LabelsPerInstance) + PlaceOfPixel(index % LabelsPerInstance))
        : Images.IsEmpty ? FormattableString.Invariant($"labels[{index}]")
        : $"that of {Instance(index)}";

    private string PlaceOf(int index)
    {
        int outputs = _info.Output.ElementCount, output = index % outputs;
        return LabelsPerInstance == 1
            ? FormattableString.Invariant($"{Instance(index / outputs)}, output {output}")
            : FormattableString.Invariant($"{Instance(index / outputs)}{PlaceOfPixel(output / _info.Output.Channels)}, ")
                + FormattableString.Invariant($"channel {output % _info.Output.Channels}");
    }

    private string PlaceOfPixel(int pixel) =>
        FormattableString.Invariant($", row {pixel / _info.Output.Width}, column {pixel % _info.Output.Width}");

    // A whole vector at a time; what is not a number is in no range.
    private static int FirstSuspects(ReadOnlySpan<float> values, float least, float most)
    {
        ReadOnlySpan<Vector<float>> vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
        Vector<float> from = new(least), to = new(most);
        int i = 0;
        while (i < vectors.Length && Vector.GreaterThanOrEqualAll(vectors[i], from) && Vector.LessThanOrEqualAll(vectors[i], to))
            i++;
        return i * Vector<float>.Count;
    }
}
