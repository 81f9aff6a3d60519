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

/// <summary>Something that a pass does, with everything decided: an emitter only writes it down. Tensors are named by their position in the plan.</summary>
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

    /// <summary>Whether threads share a call of it over all instances even where each has instances of its own: its weights are so many that they had better be read once.</summary>
    public virtual bool IsShared => false;

    /// <summary>The tensors whose values it reads; what it adds to is among them.</summary>
    public abstract IEnumerable<int> Reads { get; }

    /// <summary>The tensors that it writes, those that nobody reads after it among them: where it works.</summary>
    public abstract IEnumerable<int> Writes { get; }

    /// <summary>The tensors that it touches.</summary>
    public IEnumerable<int> Tensors => Reads.Concat(Writes).Distinct();
}

/// <summary>A step that is one call of a kernel.</summary>
public abstract record KernelStep(string Name, string Layer) : StepPlan(Name, Layer)
{
    /// <summary>The kernel's name; steps of equal shape share one.</summary>
    public string Kernel { get; init; } = "";

    /// <summary>What the kernel's code depends on.</summary>
    /// <param name="geometry">How a tensor lies, by its position in the plan.</param>
    /// <param name="instanceStride">From one instance's slot to the next.</param>
    public abstract KernelShape ShapeIn(Func<int, TensorGeometry> geometry, int instanceStride);

    /// <summary>How a tensor lies that there may not be.</summary>
    protected static TensorGeometry? Optional(Func<int, TensorGeometry> geometry, int tensor) => tensor < 0 ? null : geometry(tensor);
}
