namespace Cnn.Planning;

/// <summary>How an inference hands its outputs out.</summary>
/// <param name="Write">The step that writes the batch's outputs, channels last.</param>
/// <param name="Elements">Elements of one instance's output.</param>
internal sealed record OutputPlan(WriteOutputStep Write, long Elements)
{
    /// <summary>Takes room for the outputs, and for the values before a sigmoid, or before the softmax of a map.</summary>
    public static OutputPlan Of(ForwardPass pass)
    {
        var (spec, builder, last) = (pass.Graph.Spec, pass.Builder, pass.Graph.Last);
        long elements = spec.Output.ElementCount;
        var output = builder.AddSharedPerInstance(spec.InferenceBatch, elements);
        // A vector's lie in the slots in their order; a map's are in blocks of channels there.
        bool areApart = spec.Loss.End == NetworkEnd.Sigmoid || (spec.Loss.End == NetworkEnd.Softmax && !spec.Output.IsVector);
        SharedRef? logits = areApart ? builder.AddSharedPerInstance(spec.InferenceBatch, elements) : null;
        string method = builder.Method(spec.Layers[spec.Layers.Count - 1], "Output");
        return new(
            new(method, last.Layer.Name, pass.Output(last).Read(), output.Write(), logits?.Write(),
                spec.Loss.End == NetworkEnd.Softmax), elements);
    }

    /// <summary>
    /// Where the values before the last softmax or sigmoid lie, and from one instance's to the next one's: in the slots before the softmax
    /// of a vector.
    /// </summary>
    public (long Offset, long Stride) Logits(PassBuilder builder, EquatableArray<TensorPlan> tensors, long slot) =>
        Write.Logits is { } logits ? (logits.Of.Offset, Elements)
        : Write.Softmax ? (builder.SharedFloats + tensors[Write.From.Of.Index].Offset, slot)
        : (Write.Output.Of.Offset, Elements);
}
