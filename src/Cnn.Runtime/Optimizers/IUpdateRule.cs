using Cnn.Runtime;

namespace Cnn;

/// <summary>An optimizer's formula for one step, for as many parameters as a vector has lanes.</summary>
internal interface IUpdateRule
{
    /// <summary>How many states it has, at most 3.</summary>
    int States { get; }

    /// <summary>The new parameters; states that there are not are zero, and what becomes of them is dropped.</summary>
    TLanes Apply<TLanes>(TLanes parameter, TLanes gradient, ref TLanes state0, ref TLanes state1, ref TLanes state2)
        where TLanes : struct, ILanes<TLanes>;
}
