namespace Cnn.Planning;

/// <summary>Copies a map into a larger one and writes the zeros around it.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Top">Rows of zeros above the map.</param>
/// <param name="Left">Columns of zeros to its left.</param>
/// <param name="Before">Channels of zeros before it.</param>
/// <param name="From">The map.</param>
/// <param name="To">The larger one.</param>
public sealed record ZeroPadStep(string Name, string Layer, int Top, int Left, int Before, Read<TensorRef> From, Write<TensorRef> To) : StepPlan(Name, Layer);

/// <summary>Copies the gradient of the map out of that of the larger one; the zeros have none.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Top">Rows of zeros above the map.</param>
/// <param name="Left">Columns of zeros to its left.</param>
/// <param name="Before">Channels of zeros before it.</param>
/// <param name="From">The gradient of the larger map.</param>
/// <param name="To">The gradient of the map.</param>
public sealed record ZeroPadBackwardStep(string Name, string Layer, int Top, int Left, int Before, Read<TensorRef> From, Write<TensorRef> To) : StepPlan(Name, Layer);
