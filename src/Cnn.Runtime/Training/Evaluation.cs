using Cnn.Runtime;

namespace Cnn;

/// <summary>How a classifier does on labelled data.</summary>
public sealed partial class Evaluation
{
    private readonly long[] _confusion;
    private readonly int[] _predictions;

    /// <summary>How many labels there are than which so many classes have a better score.</summary>
    private readonly long[] _ranks;

    /// <summary>Of two classes, by how much the score of the second is better, and the label; one for each label that counts.</summary>
    private readonly (float Margin, int Label)[] _margins;

    private Evaluation(int classCount, int count, int labelsPerImage)
    {
        ClassCount = classCount;
        Count = count;
        _confusion = new long[classCount * classCount];
        _ranks = new long[classCount];
        // Of maps there is a prediction for every pixel, which nobody wants all of.
        int kept = labelsPerImage == 1 ? count : 0;
        _predictions = new int[kept];
        _margins = new (float, int)[classCount == 2 ? kept : 0];
    }

    /// <summary>How many images there were.</summary>
    public int Count { get; }

    /// <summary>
    /// How many labels counted: one an image, or one a pixel of the output where that is a map; those that the loss ignores are left out.
    /// </summary>
    public long LabelCount { get; private set; }

    /// <summary>How many classes the network tells apart.</summary>
    public int ClassCount { get; }

    /// <summary>Labels for which another class was predicted.</summary>
    public long WrongCount { get; private set; }

    /// <summary><see cref="WrongCount"/> as a share of the labels, 0 to 1.</summary>
    public double ErrorRate => (double)WrongCount / LabelCount;

    /// <summary>The share of the labels for which their class was predicted, 0 to 1: 1 - <see cref="ErrorRate"/>.</summary>
    public double Accuracy => 1 - ErrorRate;

    /// <summary>
    /// The mean of the loss, weighted as in training; 0 where all labels are ignored.
    /// </summary>
    public double MeanLoss { get; private set; }

    /// <summary>
    /// The class of the largest score, or of the smallest distance, for each image in order, also where its label is ignored; empty where
    /// the output is a map.
    /// </summary>
    public ReadOnlySpan<int> Predictions => _predictions;

    /// <summary>The numbers that one looks at first, in a line.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Count:N0} images, mean loss {MeanLoss:G5}, {WrongCount:N0} of {LabelCount:N0} labels wrong ({100 * ErrorRate:F2} %)");

    /// <summary>
    /// How many images, or pixels of maps, of class <paramref name="actual"/> were taken for <paramref name="predicted"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public long GetConfusion(int actual, int predicted)
    {
        CheckClass(actual, nameof(actual));
        CheckClass(predicted, nameof(predicted));
        return _confusion[(actual * ClassCount) + predicted];
    }

    private void CheckClass(int label, string parameter)
    {
        if ((uint)label >= (uint)ClassCount)
        {
            throw new ArgumentOutOfRangeException(
                parameter, label, FormattableString.Invariant($"Classes are 0 to {ClassCount - 1}; found {label}."));
        }
    }

    /// <summary>
    /// How many images, or pixels of maps, of each class were taken for each: [actual, predicted], a copy (scikit-learn's
    /// <c>confusion_matrix</c>, torchmetrics' <c>ConfusionMatrix</c>).
    /// </summary>
    public long[,] GetConfusionMatrix()
    {
        long[,] matrix = new long[ClassCount, ClassCount];
        for (int i = 0; i < _confusion.Length; i++)
            matrix[i / ClassCount, i % ClassCount] = _confusion[i];
        return matrix;
    }

    /// <summary>The share of the images whose label is among the <paramref name="k"/> classes of the best scores.</summary>
    /// <param name="k">1, for the <see cref="Accuracy"/>, to <see cref="ClassCount"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are not so many classes.</exception>
    public double GetTopKAccuracy(int k) => 1 - GetTopKErrorRate(k);

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
        return (double)_ranks.Skip(k).Sum() / LabelCount;
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
    /// What the predicted and the actual places of a class have in common, over all of them together; NaN where there are none.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double GetIntersectionOverUnion(int label)
    {
        long right = GetConfusion(label, label);
        long all = Enumerable.Range(0, ClassCount).Sum(other => GetConfusion(other, label) + GetConfusion(label, other)) - right;
        return (double)right / all;
    }

    /// <summary>The mean of <see cref="GetIntersectionOverUnion"/> over the classes that occur or were predicted.</summary>
    public double MeanIntersectionOverUnion =>
        Enumerable.Range(0, ClassCount).Select(GetIntersectionOverUnion).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();

    /// <summary>
    /// The area under the receiver operating characteristic: the share of pairs of an image of class 1 and one of class 0 in which the
    /// first has the better score for class 1, a tie counted as a half. NaN where a class has no image.
    /// </summary>
    /// <exception cref="InvalidOperationException">There are not two classes, or the output is a map.</exception>
    public double GetRocAuc()
    {
        if (ClassCount != 2)
            throw new InvalidOperationException($"The area under the curve is of two classes; there are {ClassCount}.");
        if (_margins.Length < Count)
            throw new InvalidOperationException("The area under the curve needs the scores of all images, which are not kept of maps.");
        (float Margin, int Label)[] order = [.. _margins.Take((int)LabelCount).OrderBy(pair => pair.Margin)];
        double better = 0;
        long zeros = 0, ones = 0;
        for (int begin = 0, end; begin < order.Length; begin = end)
        {
            // Those of one score together, also of one that is no number.
            long zerosHere = 0, onesHere = 0;
            for (end = begin; end < order.Length && order[end].Margin.Equals(order[begin].Margin); end++)
                (zerosHere, onesHere) = order[end].Label == 0 ? (zerosHere + 1, onesHere) : (zerosHere, onesHere + 1);
            better += onesHere * (zeros + (0.5 * zerosHere));
            (zeros, ones) = (zeros + zerosHere, ones + onesHere);
        }
        return better / ((double)zeros * ones);
    }

    /// <summary>Runs all the data through a session: one call of it, beside which no other may run, the data's own neither.</summary>
    /// <param name="session">What predicts.</param>
    /// <param name="data">What is predicted, and what would be right.</param>
    /// <param name="loss">What <see cref="MeanLoss"/> is of; null for the network's own.</param>
    /// <exception cref="ArgumentException">
    /// The data is empty, its shape or classes are not the network's, or the loss does not fit the network.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The loss is not over class labels, or another call of the session is running.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public static Evaluation Of<TNetwork>(InferenceSession<TNetwork> session, ILabeledData data, Loss? loss = null)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(session);
        NetworkInfo network = TNetwork.Info;
        loss ??= network.Loss;
        TrainerData read = TrainerData.Of(network, loss, data);
        int total = DataCheck.CountOf(read.Count), classes = network.Output.Channels;
        bool areDistances = network.OutputFunction == OutputFunction.RadialBasis;
        Evaluation evaluation = new(classes, total, read.NumbersPerImage);
        evaluation.MeanLoss = EvaluationLoop.Run(session, loss, read, total, (index, logits, labels, _) =>
        {
            for (int pixel = 0; pixel < labels.Length; pixel++)
                evaluation.Add(index, logits.Slice(pixel * classes, classes), labels[pixel], loss.LabelOfNothing, areDistances);
        });
        return evaluation;
    }

    private void Add(int index, ReadOnlySpan<float> scores, int label, int? ignored, bool areDistances)
    {
        int predicted = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (areDistances ? scores[i] < scores[predicted] : scores[i] > scores[predicted])
                predicted = i;
        }
        if (_predictions.Length > 0)
            _predictions[index] = predicted;
        if (label == ignored)
            return;
        if (_margins.Length > 0)
            _margins[LabelCount] = (areDistances ? scores[0] - scores[1] : scores[1] - scores[0], label);
        int rank = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            // Of equal scores the first counts as the better one, as it does for the prediction.
            bool isBetter = areDistances ? scores[i] < scores[label] : scores[i] > scores[label];
            if (isBetter || (scores[i] == scores[label] && i < label))
                rank++;
        }
        _ranks[rank]++;
        LabelCount++;
        _confusion[(label * ClassCount) + predicted]++;
        if (predicted != label)
            WrongCount++;
    }
}
