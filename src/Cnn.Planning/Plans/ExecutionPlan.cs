namespace Cnn.Planning;

/// <summary>One stretch of a pass between two barriers.</summary>
/// <param name="Name">For people: <c>forward and backward</c>.</param>
/// <param name="Steps">Its steps, in order; all of them by units, or none.</param>
public sealed record PhasePlan(string Name, EquatableArray<StepPlan> Steps)
{
    /// <summary>Whether it is one step whose work all threads share.</summary>
    public bool IsShared => Steps[0].IsShared;

    /// <summary>Units of work; 0 where the phase is cut by instances.</summary>
    public int Units => Steps.Sum(step => step.Units);
}

/// <summary>
/// A pass, laid out: its steps and the arena. The arena begins with what all instances share; then each instance of the batch has a slot of
/// its own, so that threads that work on different instances never meet, and within a slot tensors that do not live together share memory.
/// </summary>
/// <param name="IsTraining">Training or inference.</param>
/// <param name="Batch">Instances.</param>
/// <param name="SharedFloats">The shared part, a multiple of 16.</param>
/// <param name="SlotFloats">One instance's slot, a multiple of 16.</param>
/// <param name="Tensors">What lies in a slot.</param>
/// <param name="Phases">What is done, in order.</param>
/// <param name="Output">Where the outputs lie, channels last; null while training.</param>
/// <param name="LogitsOffset">Where the first instance's values before the last softmax or sigmoid lie, channels last.</param>
/// <param name="LogitsStride">From one instance's logits to the next one's.</param>
/// <param name="Losses">Where the losses lie; null at inference.</param>
public sealed record ExecutionPlan(
    bool IsTraining,
    int Batch,
    long SharedFloats,
    long SlotFloats,
    EquatableArray<TensorPlan> Tensors,
    EquatableArray<PhasePlan> Phases,
    SharedRef? Output,
    long LogitsOffset,
    long LogitsStride,
    SharedRef? Losses)
{
    /// <summary>
    /// The stretches of the shared part that hold so many floats for each instance; the rest of it does not depend on the batch.
    /// </summary>
    public EquatableArray<long> SharedPerInstance { get; init; }

    /// <summary>What each thread has for itself behind the arena: what its step at hand keeps between its kernels.</summary>
    public long ScratchFloats { get; init; }

    /// <summary>The weights that a model transforms when it is made; none while training.</summary>
    public EquatableArray<PreparedWeights> Prepared { get; init; } = EquatableArray<PreparedWeights>.Empty;

    /// <summary>All of them, in floats.</summary>
    public long PreparedFloats { get; init; }

    /// <summary>A tensor that a step reads or writes.</summary>
    public TensorPlan Tensor(TensorRef tensor) => Tensors[tensor.Index];

    /// <summary>Whether threads can share an instance: at inference, where there is enough work in one.</summary>
    public bool IsSplit => !IsTraining && Phases.Any(phase => phase.Steps.Any(step => step.IsSplit));

    /// <summary>
    /// The steps as stages, between which threads that share each instance meet: a step that they split, or a run of those that one of them
    /// does alone.
    /// </summary>
    public IEnumerable<EquatableArray<StepPlan>> Stages()
    {
        var alone = new List<StepPlan>();
        foreach (var step in Phases.SelectMany(phase => phase.Steps))
        {
            if (!step.IsSplit)
            {
                alone.Add(step);
                continue;
            }
            if (alone.Count > 0) yield return alone.ToEquatableArray();
            alone.Clear();
            yield return new(step);
        }
        if (alone.Count > 0) yield return alone.ToEquatableArray();
    }

    /// <summary>Floats of the whole arena, without the threads' scratch.</summary>
    public long ArenaFloats => SharedFloats + Batch * SlotFloats;

    /// <summary>The largest sum of tensors that live at one step: no layout makes a slot smaller.</summary>
    public long LiveFloats => SlotLayout.LargestSum(Tensors);

    /// <summary>Floats that the whole arena would have for another batch.</summary>
    public long ArenaFloatsFor(int batch) =>
        SharedFloats
        - SharedPerInstance.Sum(floats => TensorGeometry.WholeLines(floats * Batch) - TensorGeometry.WholeLines(floats * batch))
        + batch * SlotFloats;
}

/// <summary>Everything that is emitted for a network.</summary>
/// <param name="Spec">The network.</param>
/// <param name="Target">What it is planned for.</param>
/// <param name="Parameters">Its tensors, in the order of the layers.</param>
/// <param name="TrainableFloats">The part of the parameters that is trained, and so has gradients; a multiple of 16.</param>
/// <param name="ParameterFloats">All parameters; a multiple of 16.</param>
/// <param name="Folds">What a model makes of its batch norms.</param>
/// <param name="Inference">The inference pass.</param>
/// <param name="TrainingIfAny">The training pass; null where the network is for inference only.</param>
/// <param name="Kernels">The kernels that both share.</param>
/// <param name="Forms">The forms that contractions among the kernels share.</param>
public sealed record NetworkPlan(
    NetworkSpec Spec,
    Target Target,
    EquatableArray<ParameterPlan> Parameters,
    long TrainableFloats,
    long ParameterFloats,
    EquatableArray<FoldPlan> Folds,
    ExecutionPlan Inference,
    ExecutionPlan? TrainingIfAny,
    EquatableArray<KernelPlan> Kernels,
    EquatableArray<FormPlan> Forms)
{
    /// <summary>The vector widths that kernels are written in, the widest first.</summary>
    public EquatableArray<VectorWidth> Widths => Target.Widths;

    /// <summary>The training pass.</summary>
    /// <exception cref="InvalidOperationException">The network is for inference only.</exception>
    public ExecutionPlan Training
    {
        get => TrainingIfAny
            ?? throw new InvalidOperationException($"Network '{Spec.Name}' is for inference only: no training is planned.");
        init => TrainingIfAny = value;
    }

    // A record prints all its properties, and one of them is not always there.
    /// <inheritdoc/>
    public override string ToString() => "The plan of " + Spec.Name;
}
