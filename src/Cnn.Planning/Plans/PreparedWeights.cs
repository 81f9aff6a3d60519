namespace Cnn.Planning;

/// <summary>Weights that a model transforms once, when it is made, because a kernel reads them so.</summary>
/// <param name="Weight">The kernel.</param>
/// <param name="Form">The form of Winograd's algorithm that it is transformed for.</param>
/// <param name="Offset">Where it lies among a model's prepared weights, in floats.</param>
public sealed record PreparedWeights(ParameterPlan Weight, WinogradForm Form, int Offset);
