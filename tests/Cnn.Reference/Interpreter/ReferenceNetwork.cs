using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// Runs a network in double precision, layer by layer and loop by loop, with nothing shared with generated code: what the
/// generated code is measured against. Tensors are channels-last, parameters lie as in a weight file.
/// </summary>
public sealed class ReferenceNetwork
{
    /// <summary>A network whose parameters are all zero.</summary>
    public ReferenceNetwork(NetworkSpec spec)
    {
        Spec = spec;
        Parameters = spec.Layers
            .SelectMany((layer, position) => layer.Parameters.Select(parameter =>
                new ReferenceParameter(position, $"{layer.Name}.{parameter.Suffix}", parameter, new double[parameter.ElementCount])))
            .ToArray();
    }

    /// <summary>What the network is.</summary>
    public NetworkSpec Spec { get; }

    /// <summary>Its tensors, in the order of the layers, a weight before its bias; a few are not trained.</summary>
    public IReadOnlyList<ReferenceParameter> Parameters { get; }

    /// <summary>Runs all layers on <c>[instances, height, width, channels]</c> images.</summary>
    /// <param name="images">The images.</param>
    /// <param name="instances">How many there are.</param>
    /// <param name="masks">
    /// For each dropout layer's position what it multiplies by, shaped as its output; null or absent is the identity.
    /// </param>
    /// <param name="isTraining">Whether batch norms use the statistics of these images, rather than the running ones.</param>
    public ForwardPass Forward(double[] images, int instances, IReadOnlyDictionary<int, double[]>? masks = null, bool isTraining = false)
    {
        if (images.Length != instances * Spec.Input.ElementCount)
            throw new ArgumentException(
                $"{instances} images of {Spec.Input} have {instances * Spec.Input.ElementCount} values, and {images.Length} were given.",
                nameof(images));
        int layers = Spec.Layers.Count;
        var pass = new ForwardPass(instances, new double[layers][], new double[layers][], masks, isTraining);
        pass.Outputs[0] = pass.PreActivations[0] = InputLoops.Forward((InputSpec)Spec.Layers[0], images);
        for (int i = 1; i < layers; i++) Run(i, pass);
        return pass;
    }

    /// <summary>Runs a layer whose parameters changed again, and the layers that read of it; the others keep their outputs.</summary>
    public ForwardPass ForwardFrom(int layer, ForwardPass earlier)
    {
        var pass = earlier with { Outputs = [.. earlier.Outputs], PreActivations = [.. earlier.PreActivations] };
        bool[] changed = new bool[Spec.Layers.Count];
        changed[layer] = true;
        for (int i = Math.Max(layer, 1); i < changed.Length; i++)
        {
            changed[i] |= Spec.Layers[i].Inputs.Any(input => changed[input]);
            if (changed[i]) Run(i, pass);
        }
        return pass;
    }

    /// <summary>The values before the last softmax or sigmoid; the output itself where there is neither.</summary>
    public double[] Logits(ForwardPass pass) => Logits(pass, Spec.Layers.Count - 1);

    /// <summary>The same for a layer where an auxiliary classifier ends.</summary>
    public double[] Logits(ForwardPass pass, int last)
    {
        var layer = Spec.Layers[last];
        return layer is SoftmaxSpec ? pass.Outputs[layer.Inputs[0]]
            : Spec.Loss.End == NetworkEnd.Sigmoid ? pass.PreActivations[last]
            : pass.Outputs[last];
    }

    /// <summary>
    /// The layers of which a loss is taken, and what it is multiplied by: the last one, and where auxiliary classifiers end.
    /// </summary>
    public IEnumerable<(int Layer, double Weight)> Losses =>
        Spec.Layers.OfType<AuxiliarySpec>().Select(auxiliary => (auxiliary.Inputs[0], auxiliary.Weight))
            .Prepend((Spec.Layers.Count - 1, 1));

    /// <summary>Moves the batch norms' running statistics as a training step on a pass's images does.</summary>
    public void UpdateRunningStatistics(ForwardPass pass)
    {
        for (int i = 0; i < Spec.Layers.Count; i++)
        {
            if (Spec.Layers[i] is not BatchNormSpec norm) continue;
            double[] mean = ParameterOf(i, ParameterRole.RunningMean)!, variance = ParameterOf(i, ParameterRole.RunningVariance)!;
            BatchNormLoops.UpdateRunning(norm, pass.Outputs[norm.Inputs[0]], mean, variance);
            Store(Find(i, ParameterRole.RunningMean)!, mean);
            Store(Find(i, ParameterRole.RunningVariance)!, variance);
        }

        static void Store(ReferenceParameter parameter, double[] values) =>
            FileOrder.ToFile(parameter.Spec, values).CopyTo(parameter.Values, 0);
    }

    // In the order of the tensors' elements, which are channels-last.
    internal double[]? ParameterOf(int layer, ParameterRole role) =>
        Find(layer, role) is { } parameter ? FileOrder.ToNetwork(parameter.Spec, parameter.Values) : null;

    private ReferenceParameter? Find(int layer, ParameterRole role) =>
        Parameters.FirstOrDefault(parameter => parameter.Layer == layer && parameter.Spec.Role == role);

    private void Run(int position, ForwardPass pass)
    {
        var layer = Spec.Layers[position];
        double[] before = LayerLoops.Of(layer).Forward(new(this, position, pass, []));
        pass.PreActivations[position] = before;
        pass.Outputs[position] = layer.OutputActivation is not Activation.None and var activation
            ? ActivationLoops.Forward(activation, before) : before;
    }
}
