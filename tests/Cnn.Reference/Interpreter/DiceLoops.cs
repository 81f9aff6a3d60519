using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// Dice's loss by its definition, in double precision, over all rows of a batch together, and its gradient by the quotient rule.
/// </summary>
/// <param name="loss">The loss and its settings.</param>
/// <param name="labels">One a row.</param>
/// <param name="channels">Of a row.</param>
internal sealed class DiceLoops(LossSpec loss, int[] labels, int channels)
{
    private readonly double _smooth = loss.Settings.FirstOrDefault(setting => setting.Property == "Smooth")?.Values[0] ?? 1;

    private readonly double? _ignored = loss.Settings.FirstOrDefault(setting => setting.Property == "IgnoredLabel")?.Values[0];

    /// <summary>1 - the mean over the classes of (2 Σ p t + smooth) / (Σ p + Σ t + smooth).</summary>
    public double Loss(double[] logits)
    {
        var p = Probabilities(logits);
        return 1 - Enumerable.Range(0, channels).Average(k => Above(p, k) / Below(p, k));
    }

    /// <summary>The derivatives by the logits.</summary>
    public double[] Gradient(double[] logits)
    {
        var p = Probabilities(logits);
        double[] above = [.. Enumerable.Range(0, channels).Select(k => Above(p, k))];
        double[] below = [.. Enumerable.Range(0, channels).Select(k => Below(p, k))];
        double[] gradient = new double[logits.Length];
        foreach (int row in Counted())
        {
            for (int k = 0; k < channels; k++)
            {
                double byP = -(2 * T(row, k) * below[k] - above[k]) / (below[k] * below[k]) / channels;
                for (int j = 0; j < channels; j++)
                    gradient[row * channels + j] += byP * p[row][k] * ((j == k ? 1 : 0) - p[row][j]);
            }
        }
        return gradient;
    }

    private IEnumerable<int> Counted() => Enumerable.Range(0, labels.Length).Where(row => labels[row] != _ignored);

    private double T(int row, int channel) => labels[row] == channel ? 1 : 0;

    private double Above(double[][] p, int channel) => 2 * Counted().Sum(row => p[row][channel] * T(row, channel)) + _smooth;

    private double Below(double[][] p, int channel) => Counted().Sum(row => p[row][channel] + T(row, channel)) + _smooth;

    private double[][] Probabilities(double[] logits) =>
        [.. SoftmaxLoops.Forward(channels, logits).Chunk(channels)];
}
