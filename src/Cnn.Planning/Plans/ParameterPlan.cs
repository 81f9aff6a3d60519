namespace Cnn.Planning;

/// <summary>A tensor with its place among the parameters: those that are trained come first.</summary>
/// <param name="Name">Its name in a weight file: <c>conv1.weight</c>.</param>
/// <param name="Layer">The layer's name.</param>
/// <param name="Spec">What it is.</param>
/// <param name="Offset">Where it begins, packed, in floats; a multiple of 16.</param>
/// <param name="Initial">What its first values are.</param>
public sealed record ParameterPlan(string Name, string Layer, ParameterSpec Spec, int Offset, FirstValues Initial)
{
    /// <summary>Whether it is an auxiliary classifier's, which prediction does without.</summary>
    public bool IsAuxiliary { get; init; }

    /// <summary>Its values, as an operand of steps.</summary>
    public ParameterRef Values => new(Offset, PackedFloats(Spec));

    /// <summary>Its gradient, as an operand of steps.</summary>
    public GradientRef Gradient => new(Offset, PackedFloats(Spec));

    /// <summary>
    /// Floats that a packed tensor takes: the maps rounded up to whole blocks, each with all channels that a map of it reads. A table of
    /// connections leaves zeros where there are none.
    /// </summary>
    public static long PackedFloats(ParameterSpec spec) => spec.IsDepthwise
        ? Floats(spec, GroupRun.Of(1, spec.Maps, 1))
        : Floats(spec, GroupRun.Of(spec.Groups, spec.Maps / spec.Groups, spec.Channels));

    /// <summary>Floats that a kernel takes turned: the channels rounded up to whole blocks.</summary>
    public static long TurnedFloats(ParameterSpec spec) =>
        spec.IsDepthwise ? 0 : Floats(spec, GroupRun.Of(spec.Groups, spec.Channels, spec.Maps / spec.Groups));

    private static long Floats(ParameterSpec spec, IReadOnlyList<GroupRun> runs) =>
        GroupRun.Rows(runs) * spec.Rows * spec.Columns * TensorGeometry.Lanes;
}
