using Cnn.Runtime;

namespace Cnn;

public sealed partial class Evaluation
{
    /// <summary>
    /// Evaluates by several views of each image, whose predictions are averaged ("test-time augmentation"): the probabilities where the
    /// network ends in a softmax, else the scores or distances themselves. It is one call of the session, beside which no other may run.
    /// </summary>
    /// <remarks>
    /// As many times the work of <see cref="Of{TNetwork}"/> as there are views. The loss is that of the mean. A view should show what the
    /// image may as well have been: clothes may be mirrored, digits not. Views are for class labels: data with float targets, of a
    /// regression or of several labels, is evaluated as it is (<see cref="TargetEvaluation"/>).
    /// </remarks>
    /// <param name="session">What predicts.</param>
    /// <param name="data">What is predicted, and what would be right.</param>
    /// <param name="views">Such as <see cref="ImageView.AsItIs"/> and <see cref="ImageView.Mirrored"/>; each counts alike.</param>
    /// <param name="loss">What <see cref="MeanLoss"/> is of; null for the network's own.</param>
    /// <exception cref="ArgumentException">
    /// There is no view, or one moves all of an image out of sight; the data is empty, its shape or classes are not the network's, or the
    /// loss does not fit the network.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The network ends in a map, the loss is not over class labels, or another call of the session is running.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public static Evaluation OfViews<TNetwork>(
        InferenceSession<TNetwork> session, ILabeledData data, IReadOnlyList<ImageView> views, Loss? loss = null)
        where TNetwork : class, INetwork<TNetwork>
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(views);
        NetworkInfo network = TNetwork.Info;
        loss ??= network.Loss;
        ImageView[] kept = [.. views];
        DataCheck.CheckViews(network, loss, kept);
        return Averaged(session, DataCheck.Read(network, loss, data), kept, loss);
    }

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
        return Averaged(session, data, TenCrops.Of(data.Shape, network.Input), loss);
    }

    /// <summary>The same of what was checked.</summary>
    private static Evaluation Averaged<TNetwork>(
        InferenceSession<TNetwork> session, ILabeledData data, ImageView[] views, Loss loss)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkInfo network = TNetwork.Info;
        int total = DataCheck.CountOf(data.Count), classes = network.Output.ElementCount, batch = session.BatchSize;
        int inputFloats = network.Input.ElementCount;
        bool areProbabilities = network.OutputFunction == OutputFunction.Softmax;
        bool areDistances = network.OutputFunction == OutputFunction.RadialBasis;
        Evaluation evaluation = new(classes, total, labelsPerImage: 1);
        float[] image = new float[data.Shape.ElementCount], seen = new float[batch * inputFloats];
        int[] index = new int[1], label = new int[1], labels = new int[total];
        double[] sums = new double[classes];
        float[] scores = new float[classes], scratch = new float[classes];
        double sum = 0, divisor = 0;
        long taken = 0, crowd = (long)total * views.Length, added = 0;
        using InferenceSession<TNetwork>.Hold hold = session.Enter();
        while (taken < crowd)
        {
            int count = (int)Math.Min(batch, crowd - taken);
            for (int i = 0; i < count; i++, taken++)
            {
                int number = (int)(taken / views.Length), view = (int)(taken % views.Length);
                if (view == 0)
                {
                    index[0] = number;
                    data.CopyBatch(index, image, label);
                    DataCheck.CheckLabels(label, number, 1, classes, loss.LabelOfNothing);
                    labels[number] = label[0];
                }
                views[view].Copy(image, data.Shape, seen.AsSpan(i * inputFloats, inputFloats), network.Input);
            }
            hold.Run(seen.AsSpan(0, count * inputFloats));
            for (int i = 0; i < count; i++, added++)
            {
                if (added % views.Length == 0)
                    Array.Clear(sums);
                ReadOnlySpan<float> outputs = session.GetLogits(i);
                if (areProbabilities)
                    AddProbabilities(outputs, sums);
                else
                    Add(outputs, sums);
                if (added % views.Length < views.Length - 1)
                    continue;
                int number = (int)(added / views.Length);
                for (int k = 0; k < classes; k++)
                {
                    double mean = sums[k] / views.Length;
                    // Logarithms of probabilities are logits of these.
                    scores[k] = (float)(areProbabilities ? Math.Log(Math.Max(mean, double.Epsilon)) : mean);
                }
                ReadOnlySpan<int> own = labels.AsSpan(number, 1);
                evaluation.Add(number, scores, own[0], loss.LabelOfNothing, areDistances);
                sum += loss.Value(scores, own, [], scratch, classes);
                divisor += loss.DivisorOf(own, 1, 1);
            }
        }
        evaluation.MeanLoss = divisor > 0 ? sum / divisor : 0;
        return evaluation;
    }

    private static void Add(ReadOnlySpan<float> outputs, double[] sums)
    {
        for (int i = 0; i < sums.Length; i++)
            sums[i] += outputs[i];
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
