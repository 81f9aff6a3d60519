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

    /// <summary>Images whose largest score was not their label's.</summary>
    public int WrongCount { get; private set; }

    /// <summary><see cref="WrongCount"/> as a share, 0 to 1.</summary>
    public double ErrorRate => (double)WrongCount / Count;

    /// <summary>The mean cross-entropy.</summary>
    public double MeanLoss { get; private set; }

    /// <summary>The class of the largest score, for each image in order.</summary>
    public ReadOnlySpan<int> Predictions => _predictions;

    /// <summary>How many images of class <paramref name="actual"/> were taken for <paramref name="predicted"/>.</summary>
    public int GetConfusion(int actual, int predicted)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)actual, (uint)ClassCount, nameof(actual));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)predicted, (uint)ClassCount, nameof(predicted));
        return _confusion[(actual * ClassCount) + predicted];
    }

    /// <summary>Runs all the data through a session.</summary>
    /// <exception cref="ArgumentException">The data is empty, or its shape or classes are not the network's.</exception>
    /// <exception cref="InvalidOperationException">The network does not end in a softmax.</exception>
    public static Evaluation Of<TNetwork>(InferenceSession<TNetwork> session, ILabeledData data)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(session);
        LabeledDataCheck.Check(TNetwork.Info, data);
        int inputFloats = TNetwork.Info.Input.ElementCount;
        int classes = TNetwork.Info.Output.ElementCount;
        Evaluation evaluation = new(classes, data.Count);
        int[] indices = new int[session.BatchSize];
        int[] labels = new int[session.BatchSize];
        float[] images = new float[session.BatchSize * inputFloats];
        float[] scores = new float[session.BatchSize * classes];
        double loss = 0;
        for (int begin = 0; begin < data.Count; begin += session.BatchSize)
        {
            int count = Math.Min(session.BatchSize, data.Count - begin);
            for (int i = 0; i < count; i++)
                indices[i] = begin + i;
            data.CopyBatch(indices.AsSpan(0, count), images.AsSpan(0, count * inputFloats), labels.AsSpan(0, count));
            session.Predict(images.AsSpan(0, count * inputFloats), scores.AsSpan(0, count * classes));
            for (int i = 0; i < count; i++)
                loss += evaluation.Add(begin + i, session.GetLogits(i), labels[i]);
        }
        evaluation.MeanLoss = loss / data.Count;
        return evaluation;
    }

    /// <summary>Counts one image and returns its cross-entropy, from the logits, so that it is finite where a probability rounds to 0.</summary>
    private double Add(int index, ReadOnlySpan<float> logits, int label)
    {
        int predicted = 0;
        for (int i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[predicted])
                predicted = i;
        }
        _predictions[index] = predicted;
        _confusion[(label * ClassCount) + predicted]++;
        if (predicted != label)
            WrongCount++;

        double sum = 0;
        foreach (float logit in logits)
            sum += Math.Exp((double)logit - logits[predicted]);
        return Math.Log(sum) + logits[predicted] - logits[label];
    }
}
