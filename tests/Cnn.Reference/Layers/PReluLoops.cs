using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>Rectifiers with trained slopes: y = x where x is positive, and a x elsewhere.</summary>
internal sealed class PReluLoops : LayerLoops<PReluSpec>
{
    // PyTorch 2, float64: F.prelu of inputs [2, 3, 3, 5] and [3, 5, 1, 1].
    /// <inheritdoc/>
    public override IEnumerable<KnownAnswer> KnownAnswers =>
    [
        new(
            "input 3x5x3, prelu", 2,
                [1.9271163708343861, 1.7264187332977474, 0.08316132486658098, -0.3959269284721196, -0.8197017127778277],
            [0.8268286794901035, 0.17257739244581816, -0.7356015584390891, -0.4340773132144361, -0.40169189242238673])
        {
            Offset = 0.25, Scale = 0.2, ParameterGradient = [12.42822583338763, 4.211086432931851, 12.167891115540144],
        },
        new(
            "input 3x5x3, prelu shared", 2,
                [1.9271163708343861, 1.7264187332977474, 0.08316132486658098, -0.3959269284721196, -0.8197017127778277],
            [0.8268286794901035, 0.17257739244581816, -0.7356015584390891, -0.4340773132144361, -0.40169189242238673])
        {
            Offset = 0.25, Scale = 0.2, ParameterGradient = [28.807203381859626],
        },
        new(
            "input 1x1x5, prelu", 3,
                [1.9271163708343861, 1.7264187332977474, 0.08316132486658098, -0.0834855389144395, -0.09169925710186391],
            [0.8268286794901035, 0.17257739244581816, -0.7356015584390891, -0.09152996630990974, -0.04493689295115385])
        {
            Offset = 0.25, Scale = 0.2,
            ParameterGradient = [0.3770318082472836, -0.23219099145183433, 1.1322162588487912, 2.497460287708677, 2.7655168679542066],
        },
    ];

    /// <inheritdoc/>
    protected override double[] Forward(LayerRun run, PReluSpec layer)
    {
        double[] x = run.X, slopes = run.Parameter(ParameterRole.Scale), y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = x[i] > 0 ? x[i] : slopes[Slope(layer, i)] * x[i];
        return y;
    }

    /// <inheritdoc/>
    protected override double[][] Backward(LayerRun run, PReluSpec layer, double[] dY)
    {
        double[] x = run.X, slopes = run.Parameter(ParameterRole.Scale), dSlopes = run.Gradient(ParameterRole.Scale),
            dX = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            int slope = Slope(layer, i);
            dX[i] = x[i] > 0 ? dY[i] : slopes[slope] * dY[i];
            if (x[i] <= 0) dSlopes[slope] += x[i] * dY[i];
        }
        return [dX];
    }

    private static int Slope(PReluSpec layer, int i) => layer.IsShared ? 0 : i % layer.Input.Channels;
}
