namespace Cnn.Runtime;

/// <summary>The backward of an activation: the gradient by its input, from its output and the gradient by that.</summary>
internal interface IGradientMap
{
    TLanes Apply<TLanes>(TLanes output, TLanes gradient)
        where TLanes : struct, ILanes<TLanes>;
}
