using Cnn.Benchmarks.Translation;
using Cnn.Dsl;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cnn.Benchmarks.Peers.Torch;

/// <summary>
/// Runs layers as a user of torchvision does: eager functions, channels first, activations in place where nobody else reads what they
/// overwrite, each tensor dropped as soon as its last reader ran.
/// </summary>
/// <param name="weights">The tensors, by the names of the weight file.</param>
/// <param name="isTraining">Whether batch norms use the statistics of the batch.</param>
internal sealed class TorchTranslator(IReadOnlyDictionary<string, Tensor> weights, bool isTraining) : ITranslator<Tensor>
{
    /// <inheritdoc/>
    public Tensor Convolution(ConvolutionSpec layer, Tensor input)
    {
        SpatialWindow window = layer.Window;
        return functional.conv2d(
            input, Weight(layer), Bias(layer), [window.StrideRows, window.StrideColumns], Padding(window),
                [window.DilationRows, window.DilationColumns], layer.Groups);
    }

    /// <inheritdoc/>
    public Tensor Dense(DenseSpec layer, Tensor input) => functional.linear(input, Weight(layer), Bias(layer));

    /// <inheritdoc/>
    public Tensor BatchNorm(BatchNormSpec layer, Tensor input) => functional.batch_norm(
        input, weights[layer.Name + ".running_mean"], weights[layer.Name + ".running_var"], Weight(layer), Bias(layer), isTraining,
            layer.Momentum, layer.Epsilon);

    /// <inheritdoc/>
    public Tensor Pool(PoolSpec layer, Tensor input)
    {
        SpatialWindow window = layer.Window;
        long[] size = [window.Rows, window.Columns], stride = [window.StrideRows, window.StrideColumns];
        return layer.Kind switch
        {
            PoolKind.Max => functional.max_pool2d(input, size, stride, Padding(window), null, window.ReachesBeyond),
            _ when layer.Output.IsVector && !window.IsClipped => functional.adaptive_avg_pool2d(input, 1),
            _ => functional.avg_pool2d(input, size, stride, Padding(window), window.ReachesBeyond, layer.Kind == PoolKind.PaddedAverage),
        };
    }

    /// <inheritdoc/>
    public Tensor Sum(Tensor first, Tensor second) => first + second;

    /// <inheritdoc/>
    public Tensor Concatenate(IReadOnlyList<Tensor> inputs) => cat([.. inputs], 1);

    /// <inheritdoc/>
    public Tensor Flatten(Tensor map) => map.flatten(1);

    /// <inheritdoc/>
    public Tensor Activate(Activation activation, Tensor input, bool isOnlyReader) => activation switch
    {
        Activation.Relu when isOnlyReader => input.relu_(),
        Activation.Relu => input.relu(),
        Activation.Tanh => input.tanh(),
        _ => throw new NotSupportedException($"{activation} has no translation."),
    };

    /// <inheritdoc/>
    public void Release(Tensor value) => value.Dispose();

    private Tensor Weight(LayerSpec layer) => weights[layer.Name + ".weight"];

    private Tensor? Bias(LayerSpec layer) => weights.GetValueOrDefault(layer.Name + ".bias");

    private static long[] Padding(SpatialWindow window) => (window.PadTop, window.PadLeft) == (window.PadBottom, window.PadRight)
        ? [window.PadTop, window.PadLeft]
        : throw new NotSupportedException("Padding of unequal sides has no translation.");
}
