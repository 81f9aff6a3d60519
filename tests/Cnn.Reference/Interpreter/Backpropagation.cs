using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Gradients by the chain rule, layer by layer, in double precision.</summary>
public static class Backpropagation
{
    /// <summary>The gradient of the mean loss by each parameter, in the order and layout of the network's parameters.</summary>
    public static double[][] Gradients(ReferenceNetwork network, ForwardPass pass, Target target)
    {
        var layers = network.Spec.Layers;
        double[][] parameterGradients = network.Parameters.Select(parameter => new double[parameter.Values.Length]).ToArray();
        double[][] outputGradients = pass.Outputs.Select(output => new double[output.Length]).ToArray();
        // No other layer reads one of which a loss is taken.
        foreach (var (layer, weight) in network.Losses)
            outputGradients[layer] = Array.ConvertAll(target.LossGradient(network, pass, layer), value => weight * value);
        var lossLayers = network.Losses.Select(loss => loss.Layer).ToHashSet();
        for (int i = layers.Count - 1; i >= 1; i--)
        {
            var layer = layers[i];
            if (layer is AuxiliarySpec) continue;
            double[] dY = outputGradients[i];
            // The loss is differentiated by the logits, which lie before the last softmax or sigmoid.
            bool lossSkipsActivation = lossLayers.Contains(i) && network.Spec.Loss.End != NetworkEnd.Values;
            if (layer.OutputActivation is not Activation.None and var activation && !lossSkipsActivation)
                dY = ActivationLoops.Backward(activation, pass.PreActivations[i], dY);
            double[][] gradients = LayerLoops.Of(layer).Backward(new(network, i, pass, parameterGradients), dY);
            for (int k = 0; k < gradients.Length; k++) Accumulate(outputGradients[layer.Inputs[k]], gradients[k]);
        }
        return [.. parameterGradients.Select((gradient, k) => FileOrder.ToFile(network.Parameters[k].Spec, gradient))];

        static void Accumulate(double[] sum, double[] part)
        {
            for (int j = 0; j < part.Length; j++) sum[j] += part[j];
        }
    }
}
