using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cnn.Benchmarks.Peers.Torch;

/// <summary>TorchSharp's optimizers on a network's parameters, each a tensor of its own.</summary>
internal sealed class TorchUpdate : IDisposable
{
    private readonly optim.Optimizer _optimizer;

    /// <param name="shapes">The parameters' shapes.</param>
    /// <param name="make">The optimizer.</param>
    /// <param name="threads">Threads of libtorch's.</param>
    /// <exception cref="TorchException">The native library does not load.</exception>
    public TorchUpdate(IEnumerable<long[]> shapes, Func<IEnumerable<Parameter>, optim.Optimizer> make, int threads)
    {
        TorchLibrary.Load();
        set_num_threads(threads);
        Parameter[] parameters = [.. shapes.Select(shape => nn.Parameter(randn(shape)))];
        foreach (Parameter parameter in parameters)
        {
            using var scope = NewDisposeScope();
            (parameter * randn(parameter.shape)).sum().backward();
        }
        _optimizer = make(parameters);
    }

    /// <summary>Updates all of them; their gradients stay.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        _optimizer.step();
    }

    /// <inheritdoc/>
    public void Dispose() => _optimizer.Dispose();
}
