namespace Cnn.Planning;

/// <summary>Where an operand lies.</summary>
public enum OperandPlace
{
    /// <summary>In the instance's slot: the index is a tensor's.</summary>
    Slot,

    /// <summary>In the part of the arena that all instances share: the index is an offset.</summary>
    Shared,

    /// <summary>Among the parameters: the index is an offset.</summary>
    Parameters,

    /// <summary>Among the gradients: the index is an offset.</summary>
    Gradients,

    /// <summary>Among the weights that a model has prepared: the index is an offset.</summary>
    Prepared,
}

/// <summary>Something in memory that a step can read or write.</summary>
public interface IReference
{
    /// <summary>The same, whatever its place.</summary>
    Operand AsOperand();
}

/// <summary>
/// Something in memory whose place is a value: an operand of a contraction lies in a slot or among the parameters, the gradients, or in the
/// shared part.
/// </summary>
/// <param name="Place">Where it lies.</param>
/// <param name="Index">The tensor's position in the plan, or the offset in floats.</param>
/// <param name="Floats">How long it is; 0 for a tensor, whose geometry says so.</param>
public readonly record struct Operand(OperandPlace Place, int Index, long Floats) : IReference
{
    /// <inheritdoc/>
    public Operand AsOperand() => this;
}

/// <summary>A tensor of an instance's slot.</summary>
/// <param name="Index">Its position in the plan.</param>
public readonly record struct TensorRef(int Index) : IReference
{
    /// <inheritdoc/>
    public Operand AsOperand() => new(OperandPlace.Slot, Index, 0);
}

/// <summary>A stretch of the part of the arena that all instances share.</summary>
/// <param name="Offset">Where it begins, in floats.</param>
/// <param name="Floats">How long it is.</param>
public readonly record struct SharedRef(int Offset, long Floats) : IReference
{
    /// <inheritdoc/>
    public Operand AsOperand() => new(OperandPlace.Shared, Offset, Floats);
}

/// <summary>A parameter.</summary>
/// <param name="Offset">Where it begins among the parameters, in floats.</param>
/// <param name="Floats">How long it is, packed.</param>
public readonly record struct ParameterRef(int Offset, long Floats) : IReference
{
    /// <inheritdoc/>
    public Operand AsOperand() => new(OperandPlace.Parameters, Offset, Floats);
}

/// <summary>The gradient of a parameter.</summary>
/// <param name="Offset">Where it begins among the gradients, in floats: where the parameter begins among the parameters.</param>
/// <param name="Floats">How long it is, packed as the parameter is.</param>
public readonly record struct GradientRef(int Offset, long Floats) : IReference
{
    /// <inheritdoc/>
    public Operand AsOperand() => new(OperandPlace.Gradients, Offset, Floats);
}

/// <summary>Weights that a model has prepared.</summary>
/// <param name="Offset">Where they begin among a model's prepared weights, in floats.</param>
/// <param name="Floats">How many there are.</param>
public readonly record struct PreparedRef(int Offset, long Floats) : IReference
{
    /// <inheritdoc/>
    public Operand AsOperand() => new(OperandPlace.Prepared, Offset, Floats);
}
