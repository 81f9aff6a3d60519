namespace Cnn.Runtime;

/// <summary>A function of one element, written for a register of them.</summary>
internal interface IMap
{
    TLanes Apply<TLanes>(TLanes x)
        where TLanes : struct, ILanes<TLanes>;
}
