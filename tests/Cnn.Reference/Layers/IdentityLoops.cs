using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>A layer of whose values each is itself; what its own activation makes of them is the same for all layers.</summary>
/// <typeparam name="TSpec">The type of spec.</typeparam>
internal abstract class IdentityLoops<TSpec> : LayerLoops<TSpec>
    where TSpec : LayerSpec
{
    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, TSpec layer) => run.X;

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, TSpec layer, double[] dY) => [dY];
}

/// <summary>An activation, which is its layer's own.</summary>
internal sealed class ActivationLayerLoops : IdentityLoops<ActivationSpec>;

/// <summary>Flattening: a map's values stand by row, column and channel already.</summary>
internal sealed class FlattenLoops : IdentityLoops<FlattenSpec>;

/// <summary>The end of an auxiliary classifier, which nobody reads.</summary>
internal sealed class AuxiliaryLoops : IdentityLoops<AuxiliarySpec>;
