using System.Numerics;
using System.Runtime.InteropServices;

namespace Cnn;

/// <summary>
/// The labels or targets of a step, copied before they are checked: what was checked is then what the step reads, whatever another
/// thread does to the caller's memory.
/// Allocated once.
/// </summary>
internal sealed class StepTargets
{
    private readonly NetworkInfo _info;
    private readonly int[] _labels = [];
    private readonly float[] _values = [];

    public StepTargets(NetworkInfo info)
    {
        _info = info;
        if (info.Loss.IsOverLabels())
            _labels = new int[info.Training.BatchSize];
        else
            _values = new float[checked(info.Training.BatchSize * info.Output.ElementCount)];
    }

    /// <summary>The session's own copy, each label 0 to classes - 1.</summary>
    /// <param name="labels">At most a batch.</param>
    /// <exception cref="ArgumentException">A label is out of range.</exception>
    public ReadOnlySpan<int> Take(ReadOnlySpan<int> labels)
    {
        labels.CopyTo(_labels);
        ReadOnlySpan<int> taken = _labels.AsSpan(0, labels.Length);
        int classes = _info.Output.ElementCount;
        for (int i = 0; i < taken.Length; i++)
        {
            if ((uint)taken[i] >= (uint)classes)
            {
                throw new ArgumentException(FormattableString.Invariant(
                    $"Labels must be 0 to {classes - 1}; labels[{i}] is {taken[i]}."), nameof(labels));
            }
        }
        return taken;
    }

    /// <summary>The session's own copy, each target finite and, for a binary cross-entropy, 0 to 1.</summary>
    /// <param name="targets">At most a batch.</param>
    /// <exception cref="ArgumentException">A target is not.</exception>
    public ReadOnlySpan<float> Take(ReadOnlySpan<float> targets)
    {
        targets.CopyTo(_values);
        ReadOnlySpan<float> taken = _values.AsSpan(0, targets.Length);
        bool areShares = _info.Loss == LossKind.BinaryCrossEntropy;
        (float least, float most) = areShares ? (0f, 1f) : (-float.MaxValue, float.MaxValue);
        for (int i = FirstSuspects(taken, least, most); i < taken.Length; i++)
        {
            if (!(taken[i] >= least && taken[i] <= most))
            {
                int outputs = _info.Output.ElementCount;
                string expected = areShares ? "0 to 1, as the loss is a binary cross-entropy over shares" : "finite";
                throw new ArgumentException(FormattableString.Invariant(
                    $"Targets must be {expected}; targets[{i}], of instance {i / outputs}, output {i % outputs}, is {taken[i]}."),
                    nameof(targets));
            }
        }
        return taken;
    }

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
