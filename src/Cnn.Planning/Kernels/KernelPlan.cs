namespace Cnn.Planning;

/// <summary>Everything that a kernel's code depends on: kernels of equal shape are one kernel, whichever layers and passes they serve.</summary>
public abstract record KernelShape;

/// <summary>A kernel of a network.</summary>
public sealed record KernelPlan(string Name, KernelShape Shape);
