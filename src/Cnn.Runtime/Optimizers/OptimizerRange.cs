namespace Cnn;

/// <summary>A stretch of the packed arenas for an optimizer to update; several threads may hold separate stretches of one step.</summary>
/// <remarks>Elements lie as kernels read them, not in a weight file's order; a <see cref="ParameterView"/> has that.</remarks>
public readonly ref struct OptimizerRange
{
    /// <summary>The parameters, to be changed.</summary>
    public Span<float> Parameters { get; init; }

    /// <summary>The gradients of the mean loss, clipped where the optimizer says so; as long as the parameters.</summary>
    public ReadOnlySpan<float> Gradients { get; init; }

    /// <summary>Steps before this one.</summary>
    public long Step { get; init; }

    /// <summary>
    /// The rate of this step for these parameters: the optimizer's own times their <see cref="ParameterGroup"/>'s factor.
    /// </summary>
    public float LearningRate { get; init; }

    /// <summary>The decay of these parameters: their <see cref="ParameterGroup"/>'s, or else the optimizer's own.</summary>
    public float WeightDecay { get; init; }

    internal Span<float> State { get; init; }

    internal int StateBegin { get; init; }

    internal int StateStride { get; init; }

    /// <summary>What <see cref="ITensorwise.Trust"/> made of the whole tensor's norms, where an optimizer asks for them.</summary>
    internal float Trust { get; init; }

    /// <summary>One of the optimizer's states for this stretch, zero before the first step; as long as the parameters.</summary>
    /// <param name="index">0 to <see cref="Optimizer.StateFloatsPerParameter"/> - 1.</param>
    public Span<float> GetState(int index) => State.Slice((index * StateStride) + StateBegin, Parameters.Length);

    /// <summary>A part of the range, with other numbers in the place of the parameters.</summary>
    /// <param name="at">Where the part begins.</param>
    /// <param name="parameters">The numbers.</param>
    internal OptimizerRange Of(int at, Span<float> parameters) => this with
    {
        Parameters = parameters,
        Gradients = Gradients.Slice(at, parameters.Length),
        StateBegin = StateBegin + at,
    };
}
