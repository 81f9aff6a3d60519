using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>A tensor of a network in double precision, in the weight file's (PyTorch's) layout.</summary>
/// <param name="Layer">The position of its layer.</param>
/// <param name="Name">Its name in a weight file, for example <c>conv1.weight</c>.</param>
/// <param name="Spec">Its shape.</param>
/// <param name="Values"><c>[maps, channels, rows, columns]</c>; a bias is <c>[maps]</c>. Written by whoever sets the parameters.</param>
public sealed record ReferenceParameter(int Layer, string Name, ParameterSpec Spec, double[] Values);
