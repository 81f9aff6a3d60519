namespace Cnn;

/// <summary>
/// The optimisers, by what they remember for each parameter from one step to the next: a network that declares one has the memory of its
/// training sessions counted with it. Which optimiser runs is the training session's own argument.
/// </summary>
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent with momentum (Polyak, 1964): one value for each parameter.</summary>
    Momentum,

    /// <summary>Stochastic gradient descent: nothing.</summary>
    Sgd,

    /// <summary>Nesterov's momentum (1983): one value.</summary>
    Nesterov,

    /// <summary>AdaGrad (Duchi et al., 2011): one value.</summary>
    AdaGrad,

    /// <summary>RMSProp (Tieleman and Hinton, 2012): one value.</summary>
    RmsProp,

    /// <summary>Adam (Kingma and Ba, 2015): two values.</summary>
    Adam,

    /// <summary>AdamW (Loshchilov and Hutter, 2019): two values.</summary>
    AdamW,
}
