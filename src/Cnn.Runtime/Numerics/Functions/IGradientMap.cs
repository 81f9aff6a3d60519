namespace Cnn.Runtime;

/// <summary>
/// The backward of an activation: the gradient by its input, from the gradient by its output and a value: its output,
/// or its input where the derivative is not a function of the output.
/// </summary>
internal interface IGradientMap
{
    TLanes Apply<TLanes>(TLanes value, TLanes gradient)
        where TLanes : struct, ILanes<TLanes>;
}
