namespace Cnn;

/// <summary>
/// The optimisers that a network can declare: training runs with the declared one unless it is given another, and the memory of its
/// training sessions is counted with what that one remembers for each parameter from one step to the next. See the runtime's classes for
/// the formulas.
/// </summary>
public enum OptimizerKind
{
    /// <summary>Stochastic gradient descent with momentum (Polyak, 1964), of 0.9 where nothing else is said: one value.</summary>
    Momentum,

    /// <summary>Stochastic gradient descent: nothing; one value where a momentum is set.</summary>
    Sgd,

    /// <summary>Nesterov's momentum (1983), of 0.9 where nothing else is said: one value.</summary>
    Nesterov,

    /// <summary>AdaGrad (Duchi et al., 2011): one value.</summary>
    AdaGrad,

    /// <summary>RMSProp (Tieleman and Hinton, 2012): one value, and one each where it is centred and where a momentum is set.</summary>
    RmsProp,

    /// <summary>Adam (Kingma and Ba, 2015): two values, and a third as AMSGrad.</summary>
    Adam,

    /// <summary>AdamW (Loshchilov and Hutter, 2019): two values, and a third as AMSGrad.</summary>
    AdamW,

    /// <summary>Adam with Nesterov's momentum (Dozat, 2016): two values.</summary>
    NAdam,

    /// <summary>Rectified Adam (Liu et al., 2020): two values.</summary>
    RAdam,

    /// <summary>Adam by the largest gradient (Kingma and Ba, 2015): two values.</summary>
    Adamax,

    /// <summary>AdaDelta (Zeiler, 2012): two values.</summary>
    AdaDelta,

    /// <summary>Lion (Chen et al., 2023): one value.</summary>
    Lion,

    /// <summary>LARS (You et al., 2017): one value.</summary>
    Lars,

    /// <summary>LAMB (You et al., 2020): two values.</summary>
    Lamb,
}
