using Cnn.Runtime;

namespace Cnn;

/// <summary>How a classifier does on labelled data.</summary>
public sealed class Evaluation
{
    private readonly int[] _confusion;
    private readonly int[] _predictions;

    private Evaluation(int classCount, int count)
    {
        ClassCount = classCount;
        _confusion = new int[classCount * classCount];
        _predictions = new int[count];
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
