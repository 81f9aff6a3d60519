namespace Cnn.Planning;

/// <summary>How an inference hands its outputs out.</summary>
/// <param name="Write">The step that writes the batch's outputs, channels last.</param>
/// <param name="Elements">Elements of one instance's output.</param>
internal sealed record OutputPlan(WriteOutputStep Write, long Elements)
{
    /// <summary>Takes room for the outputs, and for the values before a sigmoid.</summary>
    public static OutputPlan Of(ForwardPass pass)
    {
        var (spec, builder, last) = (pass.Graph.Spec, pass.Builder, pass.Graph.Last);
        long elements = spec.Output.ElementCount;
        int output = builder.AddSharedPerInstance(spec.InferenceBatch, elements);
        int logits = spec.Loss == LossSpec.BinaryCrossEntropy ? builder.AddSharedPerInstance(spec.InferenceBatch, elements) : -1;
        string method = builder.Method(spec.Layers[spec.Layers.Count - 1], "Output");
        return new(new(method, last.Layer.Name, pass.Output(last), output, logits, spec.Loss == LossSpec.SoftmaxCrossEntropy), elements);
    }

    /// <summary>
    /// Where the values before the last softmax or sigmoid lie, and from one instance's to the next one's: in the slots before a softmax.
    /// </summary>
    public (long Offset, long Stride) Logits(PassBuilder builder, EquatableArray<TensorPlan> tensors, long slot) =>
        Write.LogitsOffset >= 0 ? (Write.LogitsOffset, Elements)
        : Write.Softmax ? (builder.SharedFloats + tensors[Write.From].Offset, slot)
        : (Write.OutputOffset, Elements);
}
