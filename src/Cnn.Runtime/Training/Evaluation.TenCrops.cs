using Cnn.Runtime;

namespace Cnn;

public sealed partial class Evaluation
{
    /// <summary>
    /// Evaluates by ten crops of each image, the four corners and the centre, and these mirrored, whose probabilities are averaged
    /// (Krizhevsky et al., 2012, section 4.1): torchvision's <c>TenCrop</c>. It is one call of the session, beside which no other may run.
    /// </summary>
    /// <remarks>Ten times the work of <see cref="Of{TNetwork}"/>. The loss is that of the mean of the probabilities.</remarks>
    /// <param name="session">A session of a network that ends in a softmax.</param>
    /// <param name="data">Images of the network's height and width or more, and its channels.</param>
    /// <param name="loss">What <see cref="MeanLoss"/> is of; null for the network's own.</param>
    /// <exception cref="ArgumentException">
    /// The data is empty, smaller than the network's input, or of other channels or classes; or the loss does not fit the network.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The network does not end in a softmax, the loss is not over class labels, or another call of the session is running.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public static Evaluation OfTenCrops<TNetwork>(InferenceSession<TNetwork> session, ILabeledData data, Loss? loss = null)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(session);
        NetworkInfo network = TNetwork.Info;
        loss ??= network.Loss;
        data = DataCheck.ReadLarger(network, loss, data);
        int total = DataCheck.CountOf(data.Count), classes = network.Output.ElementCount, batch = session.BatchSize;
        int imageFloats = data.Shape.ElementCount, inputFloats = network.Input.ElementCount;
        Evaluation evaluation = new(classes, total, labelsPerImage: 1);
        float[] image = new float[imageFloats], crops = new float[batch * inputFloats];
        int[] index = new int[1], label = new int[1], labels = new int[total];
        double[] sums = new double[classes];
        float[] scores = new float[classes], scratch = new float[classes];
        double sum = 0, divisor = 0;
        long crop = 0, crowd = (long)total * TenCrops.Count, added = 0;
        using InferenceSession<TNetwork>.Hold hold = session.Enter();
        while (crop < crowd)
        {
            int count = (int)Math.Min(batch, crowd - crop);
            for (int i = 0; i < count; i++, crop++)
            {
                int number = (int)(crop / TenCrops.Count), part = (int)(crop % TenCrops.Count);
                if (part == 0)
                {
                    index[0] = number;
                    data.CopyBatch(index, image, label);
                    DataCheck.CheckLabels(label, number, 1, classes, loss.LabelOfNothing);
                    labels[number] = label[0];
                }
                TenCrops.Copy(image, data.Shape, crops.AsSpan(i * inputFloats, inputFloats), network.Input, part);
            }
            hold.Run(crops.AsSpan(0, count * inputFloats));
            for (int i = 0; i < count; i++, added++)
            {
                if (added % TenCrops.Count == 0)
                    Array.Clear(sums);
                AddProbabilities(session.GetLogits(i), sums);
                if (added % TenCrops.Count < TenCrops.Count - 1)
                    continue;
                int number = (int)(added / TenCrops.Count);
                // Logarithms of probabilities are logits of these.
                for (int k = 0; k < classes; k++)
                    scores[k] = (float)Math.Log(Math.Max(sums[k] / TenCrops.Count, double.Epsilon));
                ReadOnlySpan<int> own = labels.AsSpan(number, 1);
                evaluation.Add(number, scores, own[0], loss.LabelOfNothing, areDistances: false);
                sum += loss.Value(scores, own, [], scratch, classes);
                divisor += loss.DivisorOf(own, 1, 1);
            }
        }
        evaluation.MeanLoss = divisor > 0 ? sum / divisor : 0;
        return evaluation;
    }

    private static void AddProbabilities(ReadOnlySpan<float> logits, double[] sums)
    {
        double largest = double.NegativeInfinity, sum = 0;
        foreach (float logit in logits)
            largest = Math.Max(largest, logit);
        foreach (float logit in logits)
            sum += Math.Exp(logit - largest);
        for (int i = 0; i < sums.Length; i++)
            sums[i] += Math.Exp(logits[i] - largest) / sum;
    }
}
