namespace Cnn.Dsl;

/// <summary>Several maps of one height and width, joined to one, their channels one after the other in the order of the inputs.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Inputs">The positions of the layers that it reads.</param>
/// <param name="Input">The shape of its first input.</param>
/// <param name="Output">The height and width of the inputs, and the sum of their channels.</param>
public sealed record ConcatSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, TensorShape Output) : LayerSpec(Name, Inputs, Input, Output)
{
    /// <inheritdoc/>
    public override string Description => Invariant.Format($"concat of {Inputs.Count}");
}
