using Cnn.Benchmarks.Children;
using Cnn.Dsl;

namespace Cnn.Benchmarks.Comparison;

/// <summary>The multiply-adds that convolutions and dense layers take when each is computed as it is defined.</summary>
internal static class NetworkWork
{
    /// <summary>Of one instance.</summary>
    public static long MultiplyAdds(NetworkSpec spec, Mode mode) =>
        spec.Layers.Where(layer => layer is ConvolutionSpec or DenseSpec).Sum(layer => layer.MultiplyAdds * Passes(layer, mode));

    // Forward, gradient by the weights and gradient by the input; nobody asks for the gradient by the image.
    private static int Passes(LayerSpec layer, Mode mode) => mode == Mode.Inference ? 1 : layer.Inputs[0] == 0 ? 2 : 3;
}
