using BenchmarkDotNet.Attributes;

namespace Cnn.Benchmarks.Kernels;

/// <summary>
/// Networks of one layer, on one thread. A session adds what it does around the kernel: it copies the image into the arena and the output
/// out of it. The layer reads the image, so that a training step has no gradient of data: it is the forward kernel, the loss and the kernel
/// of the weight's gradient.
/// </summary>
[InProcess, MemoryDiagnoser, WarmupCount(3), IterationCount(7)]
public class KernelBenchmarks
{
    private readonly OneLayer<Conv3x3> _conv3x3 = new(Conv3x3.Create());
    private readonly OneLayer<Conv1x1> _conv1x1 = new(Conv1x1.Create());
    private readonly OneLayer<Depthwise3x3> _depthwise3x3 = new(Depthwise3x3.Create());
    private readonly OneLayer<Dense4096> _dense4096 = new(Dense4096.Create());

    /// <summary>56×56×64 to 64 maps, 3×3: 115.6 million multiply-adds.</summary>
    [Benchmark]
    public void Conv3x3Forward() => _conv3x3.Predict();

    /// <summary>56×56×64 to 256 maps, 1×1: 51.4 million multiply-adds.</summary>
    [Benchmark]
    public void Conv1x1Forward() => _conv1x1.Predict();

    /// <summary>56×56×128, 3×3 each: 3.6 million multiply-adds.</summary>
    [Benchmark]
    public void Depthwise3x3Forward() => _depthwise3x3.Predict();

    /// <summary>4096 to 4096: 16.8 million multiply-adds, each with a weight of its own.</summary>
    [Benchmark]
    public void Dense4096Forward() => _dense4096.Predict();

    /// <summary>The same convolution forward and the gradient of its weights: 231.2 million multiply-adds.</summary>
    [Benchmark]
    public void Conv3x3ForwardAndWeightGradient() => _conv3x3.ComputeGradients();

    /// <summary>The same convolution forward and the gradient of its weights: 102.8 million multiply-adds.</summary>
    [Benchmark]
    public void Conv1x1ForwardAndWeightGradient() => _conv1x1.ComputeGradients();
}
