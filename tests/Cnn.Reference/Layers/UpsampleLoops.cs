using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Upsampling to the nearest neighbour: output pixel (i, j) is input pixel (⌊i / rows⌋, ⌊j / columns⌋).</summary>
internal sealed class UpsampleLoops : LayerLoops<UpsampleSpec>
{
    // PyTorch 2, float64: F.interpolate(mode="nearest") of inputs [2, 3, 3, 5] by 2, [1, 2, 5, 4] by 3 and [1, 3, 1, 3] by 2.
    /// <inheritdoc/>
    public override IEnumerable<KnownAnswer> KnownAnswers =>
    [
        new(
            "input 3x5x3, upsample 2", 2,
                [1.9271163708343861, 1.9271163708343861, 1.7264187332977474, 1.7264187332977474, 0.08316132486658098],
            [0.4561125576956747, -3.636940298107408, -1.4740782101860324, 2.8148224951708745, 2.04288124246816, -3.3227912927094585]),
        new(
            "input 5x4x2, upsample 3", 1, [1.9271163708343861, 1.9271163708343861, 1.9271163708343861, 1.7264187332977474],
            [-0.1256636960813884, 0.45172962989818777, -0.35722587863966726, 0.2770051730244407, -0.1079157356834689, 0.22952429908897465]),
        new(
            "input 1x3x3, upsample 2x2", 1,
            [
                1.9271163708343861, 1.9271163708343861, 1.7264187332977474, 1.7264187332977474, 0.08316132486658098, 0.08316132486658098,
                1.9271163708343861, 1.9271163708343861, 1.7264187332977474, 1.7264187332977474,
            ],
            [1.890112912990067, -0.17769396189055064, -1.6546061184262308, -1.4163650937486973, -1.8109838381600314, 0.8185582146780016]),
    ];

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, UpsampleSpec layer)
    {
        double[] x = run.X, y = new double[run.Instances * (int)layer.Output.ElementCount];
        for (int i = 0; i < y.Length; i++) y[i] = x[Source(layer, i)];
        return y;
    }

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, UpsampleSpec layer, double[] dY)
    {
        var dX = new double[run.X.Length];
        for (int i = 0; i < dY.Length; i++) dX[Source(layer, i)] += dY[i];
        return [dX];
    }

    // Where the value of an output's element comes from.
    private static int Source(UpsampleSpec layer, int i)
    {
        var (input, output) = (layer.Input, layer.Output);
        int channel = i % output.Channels, column = i / output.Channels % output.Width;
        int row = i / output.Channels / output.Width % output.Height, instance = i / output.Channels / output.Width / output.Height;
        return ((instance * input.Height + row / layer.Rows) * input.Width + column / layer.Columns) * input.Channels + channel;
    }
}
