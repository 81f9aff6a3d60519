namespace Cnn.Planning;

/// <summary>What a session really takes, in bytes: everything blocked by 16 and aligned.</summary>
/// <param name="Arena">The tensors of the batch, the scratch of one thread, losses and outputs.</param>
/// <param name="Weights">The packed parameters, running averages among them, and at inference what a model has transformed of them.</param>
/// <param name="Gradients">The gradients of those that are trained; 0 at inference.</param>
/// <param name="State">What the optimiser remembers; 0 at inference.</param>
public sealed record SessionMemory(long Arena, long Weights, long Gradients, long State)
{
    /// <summary>
    /// The session's own copy of a batch's float targets, or of the labels of the pixels of maps; 0 at inference and where targets are
    /// labels of which there is one an instance.
    /// </summary>
    public long Targets { get; init; }

    /// <summary>All of it.</summary>
    public long Total => Arena + Weights + Gradients + State + Targets;

    /// <summary>An inference session with the model that it runs.</summary>
    public static SessionMemory Inference(NetworkPlan plan) =>
        Inference(plan.Inference, plan.ParameterFloats, plan.Target.Element);

    /// <summary>A training session with the network that it trains, and the state of the declared optimiser.</summary>
    public static SessionMemory Training(NetworkPlan plan) =>
        Training(plan.Training, plan.ParameterFloats, plan.TrainableFloats, plan.Spec, plan.Target.Element);

    internal static SessionMemory Inference(ExecutionPlan pass, long parameterFloats, ElementType element) =>
        new((pass.ArenaFloats + pass.ScratchFloats) * element.Bytes, (parameterFloats + pass.PreparedFloats) * element.Bytes, 0, 0);

    internal static SessionMemory Training(
        ExecutionPlan pass, long parameterFloats, long trainableFloats, NetworkSpec spec, ElementType element)
    {
        long arena = (pass.ArenaFloats + pass.ScratchFloats) * element.Bytes, gradients = trainableFloats * element.Bytes;
        return new(arena, parameterFloats * element.Bytes, gradients, gradients * spec.Optimizer.StateFloats)
        {
            Targets = !spec.Loss.IsOverLabels ? (long)spec.Batch * spec.Output.ElementCount * element.Bytes
                : spec.Output.IsVector ? 0 : (long)spec.Batch * spec.Output.Height * spec.Output.Width * sizeof(int),
        };
    }
}
