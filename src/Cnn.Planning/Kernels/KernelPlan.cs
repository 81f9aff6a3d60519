namespace Cnn.Planning;

/// <summary>
/// Everything that a kernel's code depends on: kernels of equal shape are one kernel, whichever layers and passes they serve.
/// </summary>
public abstract record KernelShape;

/// <summary>A kernel of a network.</summary>
public sealed record KernelPlan(string Name, KernelShape Shape)
{
    /// <summary>
    /// The form of a contraction for each vector width, the widest first; none for other kernels, which have forms of their own.
    /// </summary>
    public EquatableArray<FormCall> Calls { get; init; }

    /// <summary>Whether only training calls it.</summary>
    public bool TrainsOnly { get; init; }
}

/// <summary>How a kernel calls a form that it shares with others.</summary>
/// <param name="Form">The form's name.</param>
/// <param name="Width">The vector width that it is for.</param>
/// <param name="Arguments">The values of its arguments.</param>
public sealed record FormCall(string Form, VectorWidth Width, EquatableArray<int> Arguments);
