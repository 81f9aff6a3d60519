namespace Cnn;

/// <summary>What became of one comparison of a gradient with the slope of the loss.</summary>
internal enum Verdict
{
    /// <summary>Three neighbouring step sizes have the gradient's number.</summary>
    Right,

    /// <summary>Three neighbouring step sizes agree with each other, and not with the gradient.</summary>
    Wrong,

    /// <summary>Both numbers are nothing but rounding noise, far below the norm of all gradients.</summary>
    Negligible,

    /// <summary>Not judged: step sizes that stand out from the noise do not agree with each other.</summary>
    Kinks,

    /// <summary>Not judged: fewer than three step sizes stand out from the noise.</summary>
    Noise,
}

/// <summary>One comparison.</summary>
/// <param name="Verdict">What became of it.</param>
/// <param name="Slope">That of the loss, by the step sizes that decided.</param>
/// <param name="Gradient">The gradient's number for the same.</param>
/// <param name="Error">Their difference over the scale; of no use where nothing was judged.</param>
internal readonly record struct SlopeVerdict(Verdict Verdict, double Slope, double Gradient, double Error);
