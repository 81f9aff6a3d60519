namespace Cnn;

/// <summary>The part of an optimizer that depends on the norms of whole tensors. It runs before the update.</summary>
internal interface ITensorwise
{
    /// <summary>
    /// Prepares a stretch of one tensor, whose state it may change, and returns what it adds to the squares of two norms.
    /// </summary>
    (double Weights, double Direction) SquaredNorms(in OptimizerRange range);

    /// <summary>What <see cref="OptimizerRange.Trust"/> is for the whole tensor.</summary>
    float Trust(double weightNorm, double directionNorm, float weightDecay);
}
