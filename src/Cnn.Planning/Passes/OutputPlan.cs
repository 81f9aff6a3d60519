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
        var output = builder.AddSharedPerInstance(spec.InferenceBatch, elements);
        SharedRef? logits = spec.Loss == LossSpec.BinaryCrossEntropy ? builder.AddSharedPerInstance(spec.InferenceBatch, elements) : null;
        string method = builder.Method(spec.Layers[spec.Layers.Count - 1], "Output");
        return new(
            new(method, last.Layer.Name, pass.Output(last).Read(), output.Write(), logits?.Write(),
                spec.Loss == LossSpec.SoftmaxCrossEntropy), elements);
    }

    /// <summary>
    /// Where the values before the last softmax or sigmoid lie, and from one instance's to the next one's: in the slots before a softmax.
    /// </summary>
    public (long Offset, long Stride) Logits(PassBuilder builder, EquatableArray<TensorPlan> tensors, long slot) =>
        Write.Logits is { } logits ? (logits.Of.Offset, Elements)
        : Write.Softmax ? (builder.SharedFloats + tensors[Write.From.Of.Index].Offset, slot)
        : (Write.Output.Of.Offset, Elements);
}
