namespace Cnn.Planning;

/// <summary>The squared distance of a vector from each code.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="From">The vector.</param>
/// <param name="To">The distances.</param>
/// <param name="Codes">The codes.</param>
public sealed record SquaredDistancesStep(string Name, string Layer, Read<TensorRef> From, Write<TensorRef> To, Read<ParameterRef> Codes)
    : StepPlan(Name, Layer);

/// <summary>The gradient of the vector.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Input">The vector.</param>
/// <param name="From">The gradient of the distances.</param>
/// <param name="To">The gradient of the vector.</param>
/// <param name="Codes">The codes.</param>
public sealed record SquaredDistancesBackwardStep(
    string Name, string Layer, Read<TensorRef> Input, Read<TensorRef> From, Write<TensorRef> To, Read<ParameterRef> Codes)
        : StepPlan(Name, Layer);
