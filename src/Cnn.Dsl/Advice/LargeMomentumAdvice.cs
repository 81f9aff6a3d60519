namespace Cnn.Dsl;

/// <summary>
/// The momentum of a batch norm is the batch's weight, as PyTorch has it; in Keras and Caffe it is the weight of what was before.
/// </summary>
internal static class LargeMomentumAdvice
{
    // Keras's and Caffe's usual values are 0.9 and more; PyTorch's are 0.1 and less.
    // With 1 the last batch is what counts, which nobody writes by mistake.
    private const double Suspicious = 0.5;

    /// <summary>The batch norms whose momentum is probably meant the other way round.</summary>
    public static IEnumerable<Advice> Of(NetworkSpec spec)
    {
        // Who only predicts reads no momentum.
        for (int i = 0; spec.Trains && i < spec.Layers.Count; i++)
        {
            if (spec.Layers[i] is not BatchNormSpec { Momentum: > Suspicious and < 1 and var momentum } norm) continue;
            // Subtracted as it is written, in tens.
            double ours = (double)(1 - (decimal)momentum);
            yield return new(IssueCatalog.LargeMomentum, i, ["momentum"], norm.Name, Invariant.Number(momentum), Invariant.Number(ours));
        }
    }
}
