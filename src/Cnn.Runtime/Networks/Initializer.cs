using Cnn.Runtime;

namespace Cnn;

/// <summary>
/// How first values are drawn, for <see cref="NetworkParameters.Initialize(Initializer, int, ReadOnlySpan{string})"/>: PyTorch's
/// <c>torch.nn.init</c>, Keras' initializers.
/// </summary>
/// <remarks>
/// Fan-in is <see cref="FanIn"/>, fan-out <see cref="FanOut"/>. In a declaration, <c>Init</c> says it, and knows the activation.
/// One of your own derives from it.
/// </remarks>
/// <example><c>net.Parameters.Initialize(Initializer.HeNormal(), seed: 1, "conv*.weight");</c></example>
public abstract class Initializer
{
    /// <summary>Every value 0.</summary>
    public static Initializer Zeros { get; } = new ConstantValues(0);

    /// <summary>Every value the same.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public static Initializer Constant(float value) => new ConstantValues(
        float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A first value must be finite."));

    /// <summary>Uniform in ±<paramref name="bound"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is negative or not finite.</exception>
    public static Initializer Uniform(double bound) => new Scaled(Checked(bound), false, _ => 1);

    /// <summary>Normal with mean 0.</summary>
    /// <param name="deviation">The standard deviation.</param>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is negative or not finite.</exception>
    public static Initializer Normal(double deviation) => new Scaled(Checked(deviation), true, _ => 1);

    /// <summary>
    /// Uniform within √(3 / fan-in) × √(2 / (1 + a²)) (He et al., 2015): <c>kaiming_uniform_</c> with a rectifier, <c>he_uniform</c>.
    /// </summary>
    /// <param name="negativeSlope">a, the rectifier's slope below 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is negative or not finite.</exception>
    public static Initializer HeUniform(double negativeSlope = 0) =>
        new Scaled(Rectified(negativeSlope), false, parameter => Math.Sqrt(3 / FanIn(parameter)));

    /// <summary>Normal with deviation √(1 / fan-in) × √(2 / (1 + a²)) (He et al., 2015): <c>kaiming_normal_</c> with a rectifier.</summary>
    /// <param name="negativeSlope">a, the rectifier's slope below 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is negative or not finite.</exception>
    public static Initializer HeNormal(double negativeSlope = 0) =>
        new Scaled(Rectified(negativeSlope), true, parameter => Math.Sqrt(1 / FanIn(parameter)));

    /// <summary>Normal with deviation √(2 / fan-out): <c>kaiming_normal_(mode="fan_out")</c>, which torchvision's ResNets have.</summary>
    /// <param name="negativeSlope">a, the rectifier's slope below 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The slope is negative or not finite.</exception>
    public static Initializer HeNormalFanOut(double negativeSlope = 0) =>
        new Scaled(Rectified(negativeSlope), true, parameter => Math.Sqrt(1 / FanOut(parameter)));

    /// <summary>Uniform within gain × √(6 / (fan-in + fan-out)) (Glorot and Bengio, 2010): <c>xavier_uniform_</c>.</summary>
    /// <param name="gain">1, or what makes up for the activation: 5/3 for tanh, √2 for relu.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is negative or not finite.</exception>
    public static Initializer GlorotUniform(double gain = 1) =>
        new Scaled(Checked(gain), false, parameter => Math.Sqrt(6 / (FanIn(parameter) + FanOut(parameter))));

    /// <summary>Normal with deviation gain × √(2 / (fan-in + fan-out)) (Glorot and Bengio, 2010): <c>xavier_normal_</c>.</summary>
    /// <param name="gain">1, or what makes up for the activation: 5/3 for tanh, √2 for relu.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is negative or not finite.</exception>
    public static Initializer GlorotNormal(double gain = 1) =>
        new Scaled(Checked(gain), true, parameter => Math.Sqrt(2 / (FanIn(parameter) + FanOut(parameter))));

    /// <summary>Uniform within √(3 / fan-in) (LeCun et al., "Efficient backprop", 1998): Keras' <c>lecun_uniform</c>.</summary>
    public static Initializer LecunUniform() => new Scaled(1, false, parameter => Math.Sqrt(3 / FanIn(parameter)));

    /// <summary>Normal with deviation √(1 / fan-in) (LeCun et al., "Efficient backprop", 1998).</summary>
    public static Initializer LecunNormal() => new Scaled(1, true, parameter => Math.Sqrt(1 / FanIn(parameter)));

    /// <summary>
    /// A matrix of so many rows as there are maps, with orthonormal rows, or columns where there are fewer of these (Saxe et al., 2014):
    /// <c>orthogonal_</c>. Each group of a convolution has its own, and so has each map with a table of connections.
    /// </summary>
    /// <remarks>It takes n² × m multiplications for n rows of m elements, or the other way round: a second for 1,000 × 2,000.</remarks>
    /// <param name="gain">What it is multiplied by.</param>
    /// <exception cref="ArgumentOutOfRangeException">The gain is negative or not finite.</exception>
    public static Initializer Orthogonal(double gain = 1) => new OrthogonalValues(Checked(gain));

    /// <summary>How many inputs an output of the layer reads, on average where there is a table of connections.</summary>
    /// <exception cref="ArgumentException">The parameter is a number for each map, which has no fans.</exception>
    public static double FanIn(ParameterInfo parameter)
    {
        ThrowIfVector(parameter);
        return (double)parameter.ElementCount / parameter.Maps;
    }

    /// <summary>
    /// How many outputs read an input of the layer; of a kernel, of its elements. In groups only a group's maps count, where PyTorch
    /// counts all maps.
    /// </summary>
    /// <exception cref="ArgumentException">The parameter is a number for each map, which has no fans.</exception>
    public static double FanOut(ParameterInfo parameter)
    {
        ThrowIfVector(parameter);
        int inputs = parameter.IsDepthwise ? parameter.Maps : parameter.Channels * parameter.Groups;
        double elements = (double)parameter.ElementCount / inputs;
        return IsMatrix(parameter) ? elements / (parameter.Rows * parameter.Columns) : elements;
    }

    /// <summary>Draws the values of one parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="values">Its values, in a weight file's order, all of them to be written.</param>
    /// <param name="key">Where numbers are drawn from: its own for each seed and name.</param>
    protected internal abstract void Fill(ParameterInfo parameter, Span<float> values, RandomKey key);

    /// <summary>The first values that a parameter is declared with, in the weight file's order, whatever the packing.</summary>
    internal static float[] Draw(ParameterInfo parameter, int seed)
    {
        RandomKey key = KeyOf(parameter, seed);
        if (parameter.InitialIsCode)
            return Codes.Of(parameter.Maps, parameter.Channels, key);
        Initializer declared = parameter.InitialIsOrthogonal ? new OrthogonalValues(parameter.InitialScale)
            : parameter.InitialScale == 0 ? new ConstantValues(parameter.InitialValue)
            : new Scaled(parameter.InitialScale, parameter.InitialIsNormal, _ => 1);
        float[] values = new float[parameter.ElementCount];
        declared.Fill(parameter, values, key);
        return values;
    }

    /// <summary>Where a parameter's numbers are drawn from.</summary>
    internal static RandomKey KeyOf(ParameterInfo parameter, int seed) => new RandomKey((uint)seed).Derive(parameter.Name);

    private static bool IsMatrix(ParameterInfo parameter) => parameter.Shape.Count == 2;

    private static double Checked(double scale) => double.IsFinite(scale) && scale >= 0
        ? scale
        : throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale of first values must be finite and not negative.");

    private static double Rectified(double negativeSlope) => Math.Sqrt(2 / (1 + (Checked(negativeSlope) * negativeSlope)));

    private static void ThrowIfVector(ParameterInfo parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (parameter.Shape.Count < 2)
        {
            throw new ArgumentException(
                $"{parameter.Name} is a number for each map, of shape {Shapes.Format(parameter.Shape)}, and has no fans or "
                    + "rows. Give it Constant, Zeros, Uniform or Normal, or a pattern that leaves it out, for example \"*.weight\".",
                nameof(parameter));
        }
    }

    private sealed class ConstantValues(float value) : Initializer
    {
        protected internal override void Fill(ParameterInfo parameter, Span<float> values, RandomKey key) => values.Fill(value);
    }

    private sealed class Scaled(double gain, bool isNormal, Func<ParameterInfo, double> scaleOf) : Initializer
    {
        protected internal override void Fill(ParameterInfo parameter, Span<float> values, RandomKey key)
        {
            double scale = gain * scaleOf(parameter);
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)((isNormal ? key.Normal((uint)i) : (2 * key.Uniform((uint)i)) - 1) * scale);
        }
    }

    private sealed class OrthogonalValues(double gain) : Initializer
    {
        protected internal override void Fill(ParameterInfo parameter, Span<float> values, RandomKey key)
        {
            ThrowIfVector(parameter);
            int taps = parameter.Rows * parameter.Columns, groups = parameter.IsDepthwise ? parameter.Maps : parameter.Groups;
            bool hasTable = parameter.Shape.Count == 3;
            if (hasTable)
                groups = parameter.Maps;
            int begin = 0;
            for (int group = 0; group < groups; group++)
            {
                int rows = parameter.Maps / groups;
                int length = rows * taps * (hasTable ? parameter.Layout.ChannelCount(group) : parameter.Channels);
                OrthogonalMatrix.Fill(values.Slice(begin, length), rows, gain, key.Derive((ulong)group));
                begin += length;
            }
        }
    }
}
