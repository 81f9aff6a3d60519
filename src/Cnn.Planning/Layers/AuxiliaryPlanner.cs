namespace Cnn.Planning;

/// <summary>
/// The end of an auxiliary classifier: it says that a loss is taken of the node before it (<see cref="PlanGraph.Ends"/>).
/// </summary>
internal sealed class AuxiliaryPlanner : NodelessPlanner<AuxiliarySpec>
{
    /// <inheritdoc/>
    public override OrderUse UseOfOrder => OrderUse.HandsOn;
}
