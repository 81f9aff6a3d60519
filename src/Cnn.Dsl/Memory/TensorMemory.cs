namespace Cnn.Dsl;

/// <summary>
/// Memory as textbooks count it (Géron, "Hands-On Machine Learning", chapter on convolutional networks): the output tensors of the layers,
/// 4 bytes a value, without alignment, blocks or padding, and without weights. Every layer has one, the input too, but for those that work
/// in place (activations, dropout, flattening, softmax; batch norm at inference only) on a tensor that nobody else reads.
/// </summary>
/// <param name="LayerBytes">Bytes of each layer's own tensor while training, for one instance; 0 where it has none.</param>
/// <param name="InferenceBytes">
/// The largest set of tensors that live at one moment (in a chain: two that follow one another) for a batch of inference.
/// </param>
/// <param name="TrainingBytes">All tensors, for a batch of training: the way back needs every one of them.</param>
public sealed record TensorMemory(EquatableArray<long> LayerBytes, long InferenceBytes, long TrainingBytes)
{
    /// <summary>Bytes of all tensors of one instance.</summary>
    public long InstanceBytes => LayerBytes.Sum();

    /// <summary>Counts a network's.</summary>
    public static TensorMemory Of(NetworkSpec spec)
    {
        var (bytes, _) = Count(spec, static layer => layer.IsInPlace);
        var (_, largestLive) = Count(MainNetwork.Of(spec), static layer => layer.IsInPlaceAtInference);
        return new(new(bytes), spec.InferenceBatch * largestLive, spec.Batch * bytes.Sum());
    }

    private static (long[] Bytes, long LargestLive) Count(NetworkSpec spec, Func<LayerSpec, bool> isInPlace)
    {
        int count = spec.Layers.Count;
        int[] readers = new int[count], owner = new int[count], lastReader = new int[count];
        foreach (int input in spec.Layers.SelectMany(layer => layer.Inputs)) readers[input]++;

        var bytes = new long[count];
        for (int i = 0; i < count; i++)
        {
            var layer = spec.Layers[i];
            owner[i] = isInPlace(layer) && readers[layer.Inputs[0]] == 1 ? owner[layer.Inputs[0]] : i;
            if (owner[i] == i) bytes[i] = layer.Output.ElementCount * sizeof(float);
            lastReader[i] = i;
            foreach (int input in layer.Inputs) lastReader[owner[input]] = i;
        }
        return (bytes, LargestLive(bytes, lastReader));
    }

    private static long LargestLive(long[] bytes, int[] lastReader)
    {
        var freed = new long[bytes.Length];
        for (int i = 0; i < bytes.Length; i++) freed[lastReader[i]] += bytes[i];
        long live = 0, largest = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            largest = Math.Max(largest, live += bytes[i]);
            live -= freed[i];
        }
        return largest;
    }
}
