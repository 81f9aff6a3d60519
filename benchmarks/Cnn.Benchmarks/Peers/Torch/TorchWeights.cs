using Cnn.Benchmarks.Translation;
using Cnn.Dsl;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cnn.Benchmarks.Peers.Torch;

/// <summary>A network's tensors as TorchSharp's.</summary>
internal static class TorchWeights
{
    /// <summary>Sets how many threads run, and reads the tensors of a weight file.</summary>
    /// <param name="spec">The network.</param>
    /// <param name="path">The file.</param>
    /// <param name="threads">Threads. They are the whole process's.</param>
    /// <param name="isTraining">Whether those that are trained become parameters, which have gradients.</param>
    /// <exception cref="TorchException">TorchSharp does not load on this machine.</exception>
    public static IReadOnlyDictionary<string, Tensor> Load(NetworkSpec spec, string path, int threads, bool isTraining)
    {
        TorchLibrary.Load();
        set_num_interop_threads(1);
        set_num_threads(threads);
        using var file = new WeightFile(path);
        var weights = new Dictionary<string, Tensor>();
        foreach (LayerSpec layer in spec.Layers)
        {
            foreach (ParameterSpec parameter in layer.Parameters)
            {
                string name = $"{layer.Name}.{parameter.Suffix}";
                Tensor values = tensor(file.Read(name), file.Shape(name));
                weights.Add(name, isTraining && parameter.IsTrainable ? new Parameter(values) : values);
            }
        }

        return weights;
    }
}
