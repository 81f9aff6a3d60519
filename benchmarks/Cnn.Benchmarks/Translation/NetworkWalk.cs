using Cnn.Dsl;

namespace Cnn.Benchmarks.Translation;

/// <summary>Walks through a network's layers, each after those that it reads, up to the values before the last softmax.</summary>
internal sealed class NetworkWalk
{
    private readonly NetworkSpec _spec;
    private readonly int[] _readers, _lastReader;
    private readonly bool[] _isVector;

    /// <exception cref="NotSupportedException">The network does not end in a softmax, or normalises its pixels.</exception>
    public NetworkWalk(NetworkSpec spec)
    {
        if (spec.Layers[^1] is not SoftmaxSpec) throw new NotSupportedException($"{spec.Name} does not end in a softmax.");
        if (spec.Layers[0] is not InputSpec images || images.Normalization != InputNormalization.None)
            throw new NotSupportedException($"{spec.Name} normalises its pixels.");
        _spec = spec;
        int count = spec.Layers.Count;
        (_readers, _lastReader, _isVector) = (new int[count], new int[count], new bool[count]);
        for (int i = 1; i < count; i++)
        {
            LayerSpec layer = spec.Layers[i];
            foreach (int input in layer.Inputs) (_readers[input], _lastReader[input]) = (_readers[input] + 1, i);
            _isVector[i] = layer is DenseSpec || (layer is ActivationSpec && _isVector[layer.Inputs[0]]);
        }
    }

    /// <summary>Translates the layers.</summary>
    /// <param name="input">What stands for the images; it is not released.</param>
    /// <param name="translator">The peer.</param>
    /// <returns>What stands for the values before the softmax.</returns>
    public TValue Logits<TValue>(TValue input, ITranslator<TValue> translator)
    {
        var values = new TValue[_spec.Layers.Count - 1];
        values[0] = input;
        for (int i = 1; i < values.Length; i++)
        {
            LayerSpec layer = _spec.Layers[i];
            values[i] = Translate(layer, [.. layer.Inputs.Select(position => values[position])], translator);
            foreach (int read in layer.Inputs)
                if (read > 0 && _lastReader[read] == i && !ReferenceEquals(values[read], values[i])) translator.Release(values[read]);
        }

        return values[^1];
    }

    private TValue Translate<TValue>(LayerSpec layer, TValue[] inputs, ITranslator<TValue> translator) => layer switch
    {
        ConvolutionSpec { Connections.Count: 0 } convolution =>
            Activated(translator.Convolution(convolution, inputs[0]), convolution.Activation, translator),
        DenseSpec dense => Activated(translator.Dense(dense, Vector(dense, inputs[0], translator)), dense.Activation, translator),
        BatchNormSpec norm => translator.BatchNorm(norm, inputs[0]),
        PoolSpec pool => translator.Pool(pool, inputs[0]),
        AddSpec { Inputs.Count: 2 } add => Activated(translator.Sum(inputs[0], inputs[1]), add.Activation, translator),
        ConcatSpec => translator.Concatenate(inputs),
        ActivationSpec activation => translator.Activate(activation.Activation, inputs[0], _readers[activation.Inputs[0]] == 1),
        _ => throw new NotSupportedException($"'{layer.Description}' has no translation."),
    };

    private TValue Vector<TValue>(DenseSpec layer, TValue input, ITranslator<TValue> translator) =>
        _isVector[layer.Inputs[0]] ? input : translator.Flatten(input);

    private static TValue Activated<TValue>(TValue value, Activation activation, ITranslator<TValue> translator) =>
        activation == Activation.None ? value : translator.Activate(activation, value, isOnlyReader: true);
}
