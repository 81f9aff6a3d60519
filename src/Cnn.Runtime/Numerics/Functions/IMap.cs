namespace Cnn.Runtime;

/// <summary>A function of one element, written for a register of them.</summary>
internal interface IMap
{
    /// <param name="x">The elements.</param>
    /// <param name="index">The index of the first one.</param>
    TLanes Apply<TLanes>(TLanes x, uint index)
        where TLanes : struct, ILanes<TLanes>;
}
