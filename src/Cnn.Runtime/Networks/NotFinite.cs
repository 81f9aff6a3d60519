namespace Cnn;

/// <summary>A number of a network that is NaN or infinite.</summary>
/// <param name="Parameter">The tensor, by its name in a weight file.</param>
/// <param name="Value">The number.</param>
/// <param name="IsState">Whether it is in what an optimizer keeps of the tensor rather than in the tensor.</param>
internal readonly record struct NotFinite(string Parameter, float Value, bool IsState = false)
{
    /// <summary>The first in the order of the packed tensors, running statistics last; null where all numbers are finite.</summary>
    public static NotFinite? In(NetworkParameters parameters) => In(parameters.Info, parameters.Arena.Span, isState: false);

    /// <summary>The first of what an optimizer keeps of the parameters; null where all numbers are finite.</summary>
    /// <param name="info">The network.</param>
    /// <param name="state">As many times the parameters that are trained as the optimizer has states.</param>
    public static NotFinite? InState(NetworkInfo info, ReadOnlySpan<float> state)
    {
        for (int begin = 0; begin < state.Length; begin += info.TrainableFloats)
        {
            if (In(info, state.Slice(begin, info.TrainableFloats), isState: true) is { } found)
                return found;
        }
        return null;
    }

    private static NotFinite? In(NetworkInfo info, ReadOnlySpan<float> packed, bool isState)
    {
        int at = FiniteValues.IndexOfNotFinite(packed);
        if (at < 0)
            return null;
        ParameterInfo parameter = info.Parameters.First(
            candidate => at >= candidate.Offset && at < candidate.Offset + candidate.PackedLength);
        return new(parameter.Name, packed[at], isState);
    }
}
