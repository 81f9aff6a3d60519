using System.ComponentModel;

namespace Cnn.Runtime;

/// <summary>
/// What a local response normalization computes: y = x · (K + Scale Σ x²)^−Beta over a window of 2 Reach + 1 values, those past the border
/// 0.
/// </summary>
/// <param name="Reach">Neighbours on each side; less than there are channels, or rows or columns.</param>
/// <param name="Scale">What the sum of the squares is multiplied by; not negative.</param>
/// <param name="Beta">The exponent; not negative.</param>
/// <param name="K">What is added to the sum; a positive normal float.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct ResponseNorm(int Reach, float Scale, float Beta, float K);
