using Cnn.Dsl;

namespace Cnn.Planning;

/// <summary>The first values of a tensor, in the numbers that the runtime draws them by.</summary>
/// <param name="Scale">
/// The bound (uniform), the deviation (normal) or the gain (orthogonal); 0 for what is not drawn from a distribution.
/// </param>
/// <param name="IsNormal">Whether they are drawn from a normal distribution.</param>
/// <param name="IsOrthogonal">Whether they are a matrix with orthonormal rows or columns.</param>
/// <param name="Value">Each of them, where they are not drawn.</param>
public readonly record struct FirstValues(float Scale, bool IsNormal, bool IsOrthogonal, float Value)
{
    private const double LeakySlope = 0.01;

    /// <summary>
    /// Those of a tensor, as <see cref="Init"/> describes them; vectors are constant, and codes have values of their own. By default:
    /// before a ReLU or one of its smooth or leaky kin, normal with deviation sqrt(2 / inputs) (He et al., 2015, eq. 10); else uniform
    /// within sqrt(6 / (inputs + outputs)) (Glorot and Bengio, 2010, eq. 16), inputs and outputs as they are connected, on average.
    /// </summary>
    /// <param name="spec">The tensor.</param>
    /// <param name="activation">What its layer's outputs pass through.</param>
    public static FirstValues Of(ParameterSpec spec, Activation activation)
    {
        if (spec.Role == ParameterRole.Codes) return default;
        if (spec.IsVector) return Constant(spec.InitialValue);
        double pixels = (double)spec.Rows * spec.Columns;
        double inputs = (double)spec.Connections / spec.Maps * pixels;
        double outputs = (double)spec.Connections / spec.Channels / spec.Groups * (spec.Role == ParameterRole.Kernel ? pixels : 1);
        return spec.Init.Kind switch
        {
            Init.HeUniform => Uniform(Math.Sqrt(3 / inputs) * RectifierGain(activation)),
            Init.HeNormal => Normal(Math.Sqrt(1 / inputs) * RectifierGain(activation)),
            Init.GlorotUniform => Uniform(Math.Sqrt(6 / (inputs + outputs))),
            Init.GlorotNormal => Normal(Math.Sqrt(2 / (inputs + outputs))),
            Init.LecunUniform => Uniform(Math.Sqrt(3 / inputs)),
            Init.LecunNormal => Normal(Math.Sqrt(1 / inputs)),
            Init.Orthogonal => new((float)Gain(activation), false, true, 0),
            Init.Constant => Constant((float)spec.Init.Value),
            Init.Zeros => Constant(0),
            _ => IsRectifier(activation) ? Normal(Math.Sqrt(2 / inputs)) : Uniform(Math.Sqrt(6 / (inputs + outputs))),
        };
    }

    private static FirstValues Uniform(double bound) => new((float)bound, false, false, 0);

    private static FirstValues Normal(double deviation) => new((float)deviation, true, false, 0);

    private static FirstValues Constant(float value) => new(0, false, false, value);

    private static bool IsRectifier(Activation activation) =>
        activation is not (Activation.None or Activation.Tanh or Activation.ScaledTanh or Activation.Sigmoid);

    // What keeps the variance on the way through rectified units; without one PyTorch's and Keras' functions of the name have it as well.
    private static double RectifierGain(Activation activation)
    {
        double slope = activation == Activation.LeakyRelu ? LeakySlope : 0;
        return Math.Sqrt(2 / (1 + slope * slope));
    }

    // PyTorch's torch.nn.init.calculate_gain. The scaled tanh, which it has not, is scaled so that its gain is 1.
    private static double Gain(Activation activation) =>
        activation == Activation.Tanh ? 5.0 / 3 : IsRectifier(activation) ? RectifierGain(activation) : 1;
}
