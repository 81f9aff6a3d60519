namespace Cnn.Dsl;

/// <summary>What a network ends in, as losses see it; the runtime's <c>OutputFunction</c>.</summary>
public enum NetworkEnd
{
    /// <summary>Numbers as the last layer leaves them.</summary>
    Values,

    /// <summary>A sigmoid, which belongs to the loss.</summary>
    Sigmoid,

    /// <summary>A softmax, which belongs to the loss.</summary>
    Softmax,

    /// <summary>Distances of radial basis functions.</summary>
    RadialBasis,
}
