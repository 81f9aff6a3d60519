namespace Cnn;

/// <summary>
/// How a layer's first weights are drawn. Fan-in is the number of inputs that an output reads, fan-out the number of outputs that read an
/// input, both as they are connected in groups or by a table.
/// </summary>
public enum Init
{
    /// <summary>
    /// By the activation that follows: <see cref="HeNormal"/> before a rectifier or one of its smooth or leaky kin, with a gain of √2 for
    /// all of them, else <see cref="GlorotUniform"/>.
    /// </summary>
    Default,

    /// <summary>
    /// Uniform within √3 g / √fan-in, with g = √2, or √(2 / (1 + a²)) before a leaky ReLU of slope a (He et al., 2015): PyTorch's
    /// <c>kaiming_uniform_</c>, Keras' <c>he_uniform</c>.
    /// </summary>
    HeUniform,

    /// <summary>
    /// Normal with deviation g / √fan-in, g as for <see cref="HeUniform"/>: PyTorch's <c>kaiming_normal_</c>. Keras' <c>he_normal</c> also
    /// cuts off what is further than two deviations from 0.
    /// </summary>
    HeNormal,

    /// <summary>
    /// Uniform within √(6 / (fan-in + fan-out)) (Glorot and Bengio, 2010): PyTorch's <c>xavier_uniform_</c>, Keras'
    /// <c>glorot_uniform</c>.
    /// </summary>
    GlorotUniform,

    /// <summary>Normal with deviation √(2 / (fan-in + fan-out)): PyTorch's <c>xavier_normal_</c>.</summary>
    GlorotNormal,

    /// <summary>Uniform within √(3 / fan-in) (LeCun et al., 1998): Keras' <c>lecun_uniform</c>.</summary>
    LecunUniform,

    /// <summary>Normal with deviation 1 / √fan-in.</summary>
    LecunNormal,

    /// <summary>
    /// Orthonormal rows, or columns where there are fewer of these, of each group (Saxe et al., 2014), times PyTorch's
    /// <c>calculate_gain</c> for the activation that follows: 1 for none, √2 before a rectifier, 5/3 before tanh.
    /// </summary>
    Orthogonal,

    /// <summary>The number that <c>InitValue</c> says.</summary>
    Constant,

    /// <summary>0.</summary>
    Zeros,
}
