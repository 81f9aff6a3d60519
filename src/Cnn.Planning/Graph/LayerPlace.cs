namespace Cnn.Planning;

/// <summary>What a layer does with the order of its input's elements, where a flattened map could have two.</summary>
internal enum OrderUse
{
    /// <summary>It reads them in their order.</summary>
    Reads,

    /// <summary>It hands them on in the order that it found; the layers that read it decide.</summary>
    HandsOn,

    /// <summary>The order is nothing to it.</summary>
    Ignores,
}

/// <summary>How a layer joins several inputs.</summary>
internal enum JoinKind
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>It adds them.</summary>
    Sum,

    /// <summary>It puts their channels one behind the other.</summary>
    Concatenation,
}

/// <summary>Where a layer stands, before it is known whether it becomes a node.</summary>
/// <param name="IsTraining">Whether the graph is a training pass's.</param>
/// <param name="IsLoss">Whether the activation that the layer ends with belongs to a loss.</param>
/// <param name="OrderMatters">Whether somebody behind the layer reads its elements in their order.</param>
/// <param name="IsForked">Whether the node before the layer is read by others as well.</param>
/// <param name="Log">Where what is refused is told; null where nobody asks.</param>
internal readonly record struct LayerPlace(bool IsTraining, bool IsLoss, bool OrderMatters, bool IsForked, PlanLog? Log);
