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
        double[]? GradientOf(int layer, ParameterRole role)
        {
            for (int k = 0; k < network.Parameters.Count; k++)
                if (network.Parameters[k].Layer == layer && network.Parameters[k].Spec.Role == role) return parameterGradients[k];
            return null;
        }

        double[][] outputGradients = pass.Outputs.Select(output => new double[output.Length]).ToArray();
        // No other layer reads one of which a loss is taken.
        foreach (var (layer, weight) in network.Losses)
            outputGradients[layer] = Array.ConvertAll(target.LossGradient(network, pass, layer), value => weight * value);
        var lossLayers = network.Losses.Select(loss => loss.Layer).ToHashSet();
        for (int i = layers.Count - 1; i >= 1; i--)
        {
            var layer = layers[i];
            if (layer is AuxiliarySpec) continue;
            double[] x = pass.Outputs[layer.Inputs[0]], dY = outputGradients[i];
            // The loss is differentiated by the logits, which lie before the last softmax or sigmoid.
            bool lossSkipsActivation = lossLayers.Contains(i) && network.Spec.Loss != LossSpec.MeanSquaredError;
            var activation = ReferenceNetwork.ActivationOf(layer);
            if (activation != Activation.None && !lossSkipsActivation) dY = ActivationLoops.Backward(activation, pass.PreActivations[i], dY);
            if (layer is AddSpec or ConcatSpec)
            {
                double[][] parts = layer is AddSpec
                    ? [.. layer.Inputs.Select(_ => dY)]
                    : JoinLoops.Split(dY, [.. layer.Inputs.Select(input => layers[input].Output.Channels)]);
                for (int k = 0; k < parts.Length; k++) Accumulate(outputGradients[layer.Inputs[k]], parts[k]);
                continue;
            }
            double[] dX = layer switch
            {
                ConvolutionSpec conv => ConvolutionLoops.Backward(conv, x, network.ParameterOf(i, ParameterRole.Kernel)!, dY,
                    GradientOf(i, ParameterRole.Kernel)!, GradientOf(i, ParameterRole.Bias), pass.Instances),
                DenseSpec dense => DenseLoops.Backward(dense, x, network.ParameterOf(i, ParameterRole.Matrix)!, dY,
                    GradientOf(i, ParameterRole.Matrix)!, GradientOf(i, ParameterRole.Bias), pass.Instances),
                BatchNormSpec norm => BatchNormLoops.Backward(
                    norm, x, network.ParameterOf(i, ParameterRole.Scale)!, dY, GradientOf(i, ParameterRole.Scale)!, GradientOf(i, ParameterRole.Bias)!),
                PoolSpec pool => PoolLoops.Backward(pool, x, dY, pass.Instances),
                SubsamplingSpec pool => SubsamplingLoops.Backward(pool, x, network.ParameterOf(i, ParameterRole.Scale)!, dY,
                    GradientOf(i, ParameterRole.Scale)!, GradientOf(i, ParameterRole.Bias)!, pass.Instances),
                DepthPoolSpec pool => DepthPoolLoops.Backward(pool, x, dY),
                RadialBasisSpec basis => RadialBasisLoops.Backward(basis, x, network.ParameterOf(i, ParameterRole.Codes)!, dY, pass.Instances),
                LocalResponseNormSpec norm => LocalResponseNormLoops.Backward(norm, x, dY, pass.Instances),
                ZeroPadSpec pad => ZeroPadLoops.Backward(pad, dY, pass.Instances),
                DropoutSpec when pass.Masks is { } masks && masks.TryGetValue(i, out double[]? mask) => ReferenceNetwork.Multiply(dY, mask),
                SoftmaxSpec or ActivationSpec or FlattenSpec or DropoutSpec => dY,
                _ => throw new NotSupportedException($"The interpreter does not know the layer '{layer.Description}'."),
            };
            Accumulate(outputGradients[layer.Inputs[0]], dX);
        }
        return [.. parameterGradients.Select((gradient, k) => FileOrder.ToFile(network.Parameters[k].Spec, gradient))];

        static void Accumulate(double[] sum, double[] part)
        {
            for (int j = 0; j < part.Length; j++) sum[j] += part[j];
        }
    }
}
