namespace Cnn.Planning;

/// <summary>A tensor with its place among the parameters: those that are trained come first.</summary>
/// <param name="Name">Its name in a weight file: <c>conv1.weight</c>.</param>
/// <param name="Layer">The layer's name.</param>
/// <param name="Spec">What it is.</param>
/// <param name="Offset">Where it begins, packed, in floats; a multiple of 16.</param>
/// <param name="InitialScale">
/// The bound (uniform) or the deviation (normal) of its first values; 0 for what is not drawn from a distribution.
/// </param>
/// <param name="InitialIsNormal">Whether its first values are drawn from a normal distribution.</param>
public sealed record ParameterPlan(string Name, string Layer, ParameterSpec Spec, int Offset, float InitialScale, bool InitialIsNormal)
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

    /// <summary>
    /// The first values: before a ReLU or one of its smooth or leaky kin, normal with deviation sqrt(2 / inputs) (He et al., 2015, eq. 10);
    /// else uniform within sqrt(6 / (inputs + outputs)) (Glorot and Bengio, 2010, eq. 16), inputs and outputs as they are connected, on
    /// average; vectors are constant, and codes have values of their own.
    /// </summary>
    public static (float Scale, bool IsNormal) Initial(ParameterSpec spec, Activation activation)
    {
        if (spec.IsVector || spec.Role == ParameterRole.Codes) return (0, false);
        double pixels = (double)spec.Rows * spec.Columns;
        double inputs = (double)spec.Connections / spec.Maps * pixels;
        double outputs = (double)spec.Connections / spec.Channels / spec.Groups * (spec.Role == ParameterRole.Kernel ? pixels : 1);
        bool isRectifier = activation is not (Activation.None or Activation.Tanh or Activation.ScaledTanh or Activation.Sigmoid);
        return isRectifier ? ((float)Math.Sqrt(2 / inputs), true) : ((float)Math.Sqrt(6 / (inputs + outputs)), false);
    }
}
