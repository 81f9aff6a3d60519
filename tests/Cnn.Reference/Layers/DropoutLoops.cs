using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Dropout by a mask, which is told from outside: each value is multiplied by 0 or by 1 / (1 − rate).</summary>
internal sealed class DropoutLoops : LayerLoops<DropoutSpec>
{
    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, DropoutSpec dropout) => Masked(run, run.X);

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, DropoutSpec dropout, double[] dY) => [Masked(run, dY)];

    private static double[] Masked(LayerRun run, double[] x)
    {
        if (run.Mask is not { } mask) return x;
        if (x.Length != mask.Length)
            throw new ArgumentException($"The mask has {mask.Length} values, and {x.Length} are to be masked.", nameof(run));
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = x[i] * mask[i];
        return y;
    }
}
