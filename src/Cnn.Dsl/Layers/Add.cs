namespace Cnn.Dsl;

/// <summary>The sum of several tensors of one shape, as a residual's shortcut needs it.</summary>
public sealed record AddSpec(string Name, EquatableArray<int> Inputs, TensorShape Input, Activation Activation) : LayerSpec(Name, Inputs, Input, Input)
{
    /// <inheritdoc/>
    public override string Description => "add" + (Activation == Activation.None ? "" : " " + Activation.ToString().ToLowerInvariant());
}
