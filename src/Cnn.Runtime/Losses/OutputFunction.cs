namespace Cnn;

/// <summary>The function that a network ends in, as losses see it: which values they read, and what a prediction means.</summary>
public enum OutputFunction
{
    /// <summary>Numbers as the last layer leaves them.</summary>
    None,

    /// <summary>A sigmoid, for each output a share from 0 to 1; losses read the values before it.</summary>
    Sigmoid,

    /// <summary>
    /// A softmax over the channels, of a vector or at each pixel of a map: the probabilities of classes; losses read the values before it.
    /// </summary>
    Softmax,

    /// <summary>The distances of radial basis functions: the class is the one of the smallest.</summary>
    RadialBasis,
}
