using Cnn.Benchmarks.Catalog;
using Cnn.Benchmarks.Measuring;
using Cnn.Benchmarks.Peers.Onnx;
using Cnn.Benchmarks.Peers.Torch;

namespace Cnn.Benchmarks.Children;

/// <summary>Starts a side's sessions for a request.</summary>
internal static class Sides
{
    /// <summary>A session that predicts.</summary>
    public static IInference LoadInference(ChildRequest request, Side side) => side switch
    {
        Side.CnnGen => NetworkCatalog.Find(request.Network).LoadInference(request.Weights, request.Batch, request.Threads),
        Side.OnnxRuntime => new OnnxInference(request.Model, request.Threads),
        _ => new TorchInference(NetworkCatalog.Find(request.Network).Resolve(), request.Weights, request.Batch, request.Threads),
    };

    /// <summary>A session that trains.</summary>
    public static ITraining LoadTraining(ChildRequest request, Side side) => side switch
    {
        Side.CnnGen => NetworkCatalog.Find(request.Network).LoadTraining(request.Weights, request.Batch, request.Threads),
        Side.TorchSharp =>
            new TorchTraining(NetworkCatalog.Find(request.Network).Resolve(), request.Weights, request.Batch, request.Threads),
        _ => throw new NotSupportedException($"{side} does not train."),
    };
}
