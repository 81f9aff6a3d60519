using Cnn.Runtime;

namespace Cnn;

/// <summary>How a classifier does on labelled data.</summary>
public sealed partial class Evaluation
{
    private readonly int[] _confusion;
    private readonly int[] _predictions;
    private readonly int[] _labels;

    /// <summary>How many images there are of whose label so many classes have a better score.</summary>
    private readonly int[] _ranks;

    /// <summary>Of two classes, by how much the score of the second is better.</summary>
    private readonly float[] _margins;

    private Evaluation(int classCount, int count)
    {
        ClassCount = classCount;
        _confusion = new int[classCount * classCount];
        _predictions = new int[count];
        _labels = new int[count];
        _ranks = new int[classCount];
        _margins = new float[classCount == 2 ? count : 0];
    }

    /// <summary>How many images there were.</summary>
    public int Count => _predictions.Length;

    /// <summary>How many classes the network tells apart.</summary>
    public int ClassCount { get; }

    /// <summary>Images that were taken for another class than their label's.</summary>
    public int WrongCount { get; private set; }

    /// <summary><see cref="WrongCount"/> as a share, 0 to 1.</summary>
    public double ErrorRate => (double)WrongCount / Count;

    /// <summary>
    /// The mean of the network's loss: the cross-entropy after a softmax, LeNet-5's criterion over radial basis functions.
    /// </summary>
    public double MeanLoss { get; private set; }

    /// <summary>The class of the largest score, or of the smallest distance, for each image in order.</summary>
    public ReadOnlySpan<int> Predictions => _predictions;

    /// <summary>How many images of class <paramref name="actual"/> were taken for <paramref name="predicted"/>.</summary>
    public int GetConfusion(int actual, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)actual, (uint)ClassCount, nameof(actual));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)ClassCount, nameof(predicted));
        return _confusion[(actual * ClassCount) + predicted];
    }

    /// <summary>
    /// The share of the images whose label is not among the <paramref name="k"/> classes of the best scores, as ImageNet counts errors;
    /// for 1 it is the <see cref="ErrorRate"/>.
    /// </summary>
    /// <param name="k">1 to <see cref="ClassCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many classes.</exception>
    public double GetTopKErrorRate(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(k, ClassCount);
        return (double)_ranks.Skip(k).Sum() / Count;
    }

    /// <summary>The share of right ones among the images that were taken for a class; NaN where none was.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double GetPrecision(int label) =>
        (double)GetConfusion(label, label) / Enumerable.Range(0, ClassCount).Sum(actual => GetConfusion(actual, label));

    /// <summary>The share of the images of a class that were taken for it; NaN where there is none.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double GetRecall(int label) =>
        (double)GetConfusion(label, label) / Enumerable.Range(0, ClassCount).Sum(predicted => GetConfusion(label, predicted));

    /// <summary>
    /// The harmonic mean of precision and recall, 2 × right / (images of the class + images taken for it); NaN where there is neither.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double GetF1(int label) =>
        2.0 * GetConfusion(label, label)
        / Enumerable.Range(0, ClassCount).Sum(other => GetConfusion(other, label) + GetConfusion(label, other));

    /// <summary>
    /// The area under the receiver operating characteristic: the share of pairs of an image of class 1 and one of class 0 in which the
    /// first has the better score for class 1, a tie counted as a half. NaN where a class has no image.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are not two classes.</exception>
    public double GetRocAuc()
    {
        if (ClassCount != 2)
            throw new InvalidOperationException($"The area under the curve is of two classes; there are {ClassCount}.");
        int[] order = [.. Enumerable.Range(0, Count)];
        Array.Sort(_margins.ToArray(), order);
        double better = 0;
        long zeros = 0, ones = 0;
        for (int begin = 0, end; begin < Count; begin = end)
        {
            // Those of one score together.
            long zerosHere = 0, onesHere = 0;
            for (end = begin; end < Count && _margins[order[end]] == _margins[order[begin]]; end++)
                (zerosHere, onesHere) = _labels[order[end]] == 0 ? (zerosHere + 1, onesHere) : (zerosHere, onesHere + 1);
            better += onesHere * (zeros + (0.5 * zerosHere));
            (zeros, ones) = (zeros + zerosHere, ones + onesHere);
        }
        return better / ((double)zeros * ones);
    }

    /// <summary>Runs all the data through a session: one call of it, beside which no other may run, the data's own neither.</summary>
    /// <exception cref="ArgumentException">The data is empty, or its shape or classes are not the network's.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network ends neither in a softmax nor in radial basis functions, or another call of the session is running.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public static Evaluation Of<TNetwork>(InferenceSession<TNetwork> session, ILabeledData data)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(session);
        data = LabeledDataCheck.Read(TNetwork.Info, data);
        int inputFloats = TNetwork.Info.Input.ElementCount;
        int classes = TNetwork.Info.Output.ElementCount;
        int total = LabeledDataCheck.CountOf(data);
        Evaluation evaluation = new(classes, total);
        int[] indices = new int[session.BatchSize];
        int[] labels = new int[session.BatchSize];
        float[] images = new float[session.BatchSize * inputFloats];
        double loss = 0;
        using InferenceSession<TNetwork>.Hold hold = session.Enter();
        for (int begin = 0; begin < total; begin += session.BatchSize)
        {
            int count = Math.Min(session.BatchSize, total - begin);
            for (int i = 0; i < count; i++)
                indices[i] = begin + i;
            data.CopyBatch(indices.AsSpan(0, count), images.AsSpan(0, count * inputFloats), labels.AsSpan(0, count));
            hold.Run(images.AsSpan(0, count * inputFloats));
            for (int i = 0; i < count; i++)
                LabeledDataCheck.CheckLabel(labels[i], begin + i, classes);
            for (int i = 0; i < count; i++)
                loss += evaluation.Add(begin + i, session.GetLogits(i), labels[i], TNetwork.Info.Loss == LossKind.RadialBasis);
        }
        evaluation.MeanLoss = loss / total;
        return evaluation;
    }

    /// <summary>
    /// Counts one image and returns its loss; after a softmax from the logits, so that it is finite where a probability rounds to 0.
    /// </summary>
    private double Add(int index, ReadOnlySpan<float> scores, int label, bool areDistances)
    {
        int predicted = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (areDistances ? scores[i] < scores[predicted] : scores[i] > scores[predicted])
                predicted = i;
        }
        int rank = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            // Of equal scores the first counts as the better one, as it does for the prediction.
            bool isBetter = areDistances ? scores[i] < scores[label] : scores[i] > scores[label];
            if (isBetter || (scores[i] == scores[label] && i < label))
                rank++;
        }
        _ranks[rank]++;
        _labels[index] = label;
        if (_margins.Length > 0)
            _margins[index] = areDistances ? scores[0] - scores[1] : scores[1] - scores[0];
        _predictions[index] = predicted;
        _confusion[(label * ClassCount) + predicted]++;
        if (predicted != label)
            WrongCount++;
        if (areDistances)
            return Losses.RadialBasis(scores, label);

        double sum = 0;
        foreach (float score in scores)
            sum += Math.Exp((double)score - scores[predicted]);
        return Math.Log(sum) + scores[predicted] - scores[label];
    }
}
