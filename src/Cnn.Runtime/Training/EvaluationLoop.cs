using Cnn.Runtime;

namespace Cnn;

/// <summary>Is told of an image that was predicted.</summary>
/// <param name="index">Which one of the data.</param>
/// <param name="logits">[pixels, channels] of the output, before a softmax or sigmoid.</param>
/// <param name="labels">[pixels], each a class or what the loss ignores; empty where there are targets.</param>
/// <param name="targets">[pixels, channels], in the loss's range; empty where there are labels.</param>
internal delegate void PredictedImage(int index, ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets);

/// <summary>Runs data through a session, in order, a batch at a time.</summary>
internal static class EvaluationLoop
{
    /// <summary>Predicts all images in one call of the session, beside which no other may run.</summary>
    /// <param name="session">What predicts.</param>
    /// <param name="loss">One that fits the network and the data.</param>
    /// <param name="data">As the network reads it.</param>
    /// <param name="total">How many images there are.</param>
    /// <param name="predicted">Is told of each.</param>
    /// <returns>The mean of the loss, weighted as in training; 0 where all labels are ignored.</returns>
    /// <exception cref="ArgumentException">A label or a target of the data is out of range.</exception>
    /// <exception cref="InvalidOperationException">Another call of the session is running.</exception>
    /// <exception cref="ObjectDisposedException">The session was disposed.</exception>
    public static double Run<TNetwork>(
        InferenceSession<TNetwork> session, Loss loss, TrainerData data, int total, PredictedImage predicted)
        where TNetwork : class, INetwork<TNetwork>
    {
        NetworkInfo network = TNetwork.Info;
        int batch = session.BatchSize, inputFloats = network.Input.ElementCount, outputFloats = network.Output.ElementCount;
        int channels = network.Output.Channels, pixels = outputFloats / channels, told = data.NumbersPerImage;
        int[] indices = new int[batch], labels = new int[data.Labeled is null ? 0 : batch * told];
        float[] images = new float[batch * inputFloats], targets = new float[data.Labeled is null ? batch * told : 0];
        float[] scratch = new float[outputFloats];
        StepTargets check = new(network, loss, batch) { Images = indices };
        double sum = 0, divisor = 0;
        using InferenceSession<TNetwork>.Hold hold = session.Enter();
        for (int begin = 0; begin < total; begin += batch)
        {
            int count = Math.Min(batch, total - begin);
            for (int i = 0; i < count; i++)
                indices[i] = begin + i;
            Span<int> someLabels = labels.AsSpan(0, labels.Length == 0 ? 0 : count * told);
            Span<float> someTargets = targets.AsSpan(0, targets.Length == 0 ? 0 : count * told);
            data.CopyBatch(indices.AsSpan(0, count), images.AsSpan(0, count * inputFloats), someLabels, someTargets);
            DataCheck.CheckLabels(someLabels, begin, pixels, channels, loss.LabelOfNothing);
            ReadOnlySpan<float> taken = someTargets.IsEmpty ? someTargets : check.Take(someTargets);
            hold.Run(images.AsSpan(0, count * inputFloats));
            for (int i = 0; i < count; i++)
            {
                ReadOnlySpan<float> logits = session.GetLogits(i);
                ReadOnlySpan<int> ownLabels = someLabels.IsEmpty ? [] : someLabels.Slice(i * told, told);
                ReadOnlySpan<float> ownTargets = taken.IsEmpty ? [] : taken.Slice(i * told, told);
                sum += loss.Value(logits, ownLabels, ownTargets, scratch, channels);
                divisor += loss.DivisorOf(ownLabels, 1, pixels);
                predicted(begin + i, logits, ownLabels, ownTargets);
            }
        }
        return divisor > 0 ? sum / divisor : 0;
    }
}
