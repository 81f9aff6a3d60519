namespace Cnn.Planning;

/// <summary>Plans inference: forward, and the output as the caller reads it.</summary>
internal static class InferencePlanner
{
    public static ExecutionPlan Plan(NetworkSpec spec, IReadOnlyDictionary<string, ParameterPlan> parameters, KernelTable kernels)
    {
        var graph = PlanGraph.Build(spec, isTraining: false, kernels.Work);
        var builder = new PassBuilder(parameters, kernels);
        var forward = new ForwardPlanner(graph, builder, isTraining: false, spec.InferenceBatch == 1 ? 1 : Math.Max(2, (spec.InferenceBatch + 1) / 2));
        long elements = spec.Output.ElementCount;
        int output = builder.AddSharedPerInstance(spec.InferenceBatch, elements);
        bool isSigmoid = spec.Loss == LossSpec.BinaryCrossEntropy, isSoftmax = spec.Loss == LossSpec.SoftmaxCrossEntropy;
        int logits = isSigmoid ? builder.AddSharedPerInstance(spec.InferenceBatch, elements) : -1;

        var last = graph.Last;
        int tensor = forward.Outputs[last.Position];
        var write = new WriteOutputStep(builder.Method(spec.Layers[spec.Layers.Count - 1], "Output"), last.Layer.Name, tensor, output, logits, isSoftmax);
        var cut = PhaseCutter.Cut(forward.Steps().Append(write)).ToList();
        var (tensors, phases) = builder.LayOut(cut, (spec.InferenceBatch + 1) / 2, out long slot);
        var (logitsOffset, logitsStride) = isSigmoid ? (logits, elements) : isSoftmax ? (builder.SharedFloats + tensors[tensor].Offset, slot) : (output, elements);
        return new(false, spec.InferenceBatch, builder.SharedFloats, slot, tensors, phases, output, logitsOffset, logitsStride, -1) 
        {
            SharedPerInstance = builder.SharedPerInstance,
            ScratchFloats = builder.ScratchFloats,
            Prepared = builder.Prepared,
            PreparedFloats = builder.PreparedFloats,
        };
    }
}
