namespace Cnn.Planning;

/// <summary>How much work one call of a step does.</summary>
public enum StepScope
{
    /// <summary>One instance.</summary>
    Instance,

    /// <summary>A range of instances.</summary>
    Range,

    /// <summary>One unit of work, over all instances.</summary>
    Unit,
}

/// <summary>
/// Something that a pass does, with everything decided: an emitter only writes it down. Tensors are named by their position in the plan.
/// </summary>
/// <param name="Name">The name of its method: <c>Conv1Forward</c>.</param>
/// <param name="Layer">The layer that it serves.</param>
public abstract record StepPlan(string Name, string Layer)
{
    /// <summary>How much work one call does.</summary>
    public virtual StepScope Scope => StepScope.Instance;

    /// <summary>Units of work, where the scope is a unit.</summary>
    public virtual int Units => 0;

    /// <summary>Whether threads can share a call of it, each taking a part of its work.</summary>
    public virtual bool IsSplit => false;

    /// <summary>
    /// Whether threads share a call of it over all instances even where each has instances of its own: its weights are so many that they
    /// had better be read once.
    /// </summary>
    public virtual bool IsShared => false;

    /// <summary>What it reads and writes, wherever that lies: its properties that are operands.</summary>
    public IReadOnlyList<StepOperand> Operands => OperandReader.OperandsOf(this);

    /// <summary>The tensors whose values it reads; what it adds to is among them.</summary>
    public IEnumerable<TensorRef> Reads => InSlot(operand => operand.IsRead);

    /// <summary>The tensors that it writes, those that nobody reads after it among them: where it works.</summary>
    public IEnumerable<TensorRef> Writes => InSlot(operand => operand.IsWritten);

    /// <summary>The tensors that it touches.</summary>
    public IEnumerable<TensorRef> Tensors => Reads.Concat(Writes).Distinct();

    private IEnumerable<TensorRef> InSlot(Func<StepOperand, bool> isMeant) =>
        Operands.Where(operand => operand.Of.Place == OperandPlace.Slot && isMeant(operand))
            .Select(operand => new TensorRef(operand.Of.Index));
}

/// <summary>A step that is one call of a kernel.</summary>
public abstract record KernelStep(string Name, string Layer) : StepPlan(Name, Layer)
{
    /// <summary>The kernel's name; steps of equal shape share one.</summary>
    public string Kernel { get; init; } = "";

    /// <summary>What the kernel's code depends on.</summary>
    /// <param name="geometry">How a tensor lies, by its position in the plan.</param>
    /// <param name="instanceStride">From one instance's slot to the next.</param>
    public abstract KernelShape ShapeIn(Func<TensorRef, TensorGeometry> geometry, int instanceStride);

    /// <summary>How a tensor lies that there may not be.</summary>
    protected static TensorGeometry? Optional(Func<TensorRef, TensorGeometry> geometry, TensorRef? tensor) =>
        tensor is { } some ? geometry(some) : null;
}
