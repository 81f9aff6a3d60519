namespace Cnn;

/// <summary>A function applied to each output of a layer.</summary>
public enum Activation
{
    /// <summary>The value itself.</summary>
    None,

    /// <summary>max(0, x).</summary>
    Relu,

    /// <summary>x where it is positive, else 0.01 x (Maas et al., 2013).</summary>
    LeakyRelu,

    /// <summary>x where it is positive, else eˣ − 1 (Clevert et al., 2016).</summary>
    Elu,

    /// <summary>The hyperbolic tangent.</summary>
    Tanh,

    /// <summary>1.7159 tanh(2x / 3) (LeCun et al., 1998).</summary>
    ScaledTanh,

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    Sigmoid,

    /// <summary>x / (1 + e⁻ˣ) (Elfwing et al., 2018).</summary>
    Silu,

    /// <summary>x min(6, max(0, x + 3)) / 6 (Howard et al., 2019).</summary>
    HardSwish,

    /// <summary>x Φ(x) = x (1 + erf(x / √2)) / 2, exactly (Hendrycks and Gimpel, 2016).</summary>
    Gelu,

    /// <summary>
    /// x where it is positive, else a x, with a trained slope a for each channel (He et al., 2015): a layer <c>[PRelu]</c> behind the
    /// layer,
    /// called <c>conv1_prelu</c> where that is called <c>conv1</c>.
    /// </summary>
    PRelu,
}
