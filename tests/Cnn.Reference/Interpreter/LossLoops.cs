using Cnn.Dsl;

namespace Cnn.Reference;

/// <summary>
/// Losses by their definitions, in double precision, and their gradients by the chain rule, one row of channels at a time.
/// </summary>
/// <param name="loss">The loss and its settings.</param>
internal sealed class LossLoops(LossSpec loss)
{
    /// <summary>What the sum of all rows' losses is divided by.</summary>
    /// <param name="labels">One a row; null where targets are numbers.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="channels">Of a row.</param>
    public double Divisor(int[]? labels, int rows, int channels) => loss.Kind switch
    {
        LossKind.SoftmaxCrossEntropy or LossKind.Focal when labels is not null =>
            labels.Where(label => label != Ignored).Sum(label => Weight("ClassWeights", label)),
        LossKind.SoftmaxCrossEntropy or LossKind.KullbackLeibler or LossKind.Hinge or LossKind.RadialBasis => rows,
        _ => (double)rows * channels,
    };

    /// <summary>A row's loss.</summary>
    public double Loss(ReadOnlySpan<double> x, int? label, ReadOnlySpan<double> targets)
    {
        if (label is { } ignored && ignored == Ignored) return 0;
        double sum = 0;
        switch (loss.Kind)
        {
            case LossKind.SoftmaxCrossEntropy:
            {
                double logSum = SoftmaxLoops.LogSumOfExponentials(x), smoothing = Setting("LabelSmoothing", 0);
                for (int k = 0; k < x.Length; k++)
                {
                    double share = label is { } y ? (k == y ? 1 : 0) : targets[k];
                    sum += Weight("ClassWeights", k) * ((1 - smoothing) * share + smoothing / x.Length) * (logSum - x[k]);
                }
                return sum;
            }
            case LossKind.KullbackLeibler:
            {
                double logSum = SoftmaxLoops.LogSumOfExponentials(x);
                for (int k = 0; k < x.Length; k++) sum += targets[k] * (Math.Log(targets[k]) - x[k] + logSum);
                return sum;
            }
            case LossKind.Focal when label is { } y:
            {
                double logP = x[y] - SoftmaxLoops.LogSumOfExponentials(x);
                return -Weight("ClassWeights", y) * Math.Pow(1 - Math.Exp(logP), Setting("Gamma", 2)) * logP;
            }
            case LossKind.Hinge:
                for (int k = 0; k < x.Length; k++)
                    if (k != label) sum += Math.Pow(Math.Max(0, Setting("Margin", 1) - x[label!.Value] + x[k]), Has("Squared") ? 2 : 1);
                return Weight("ClassWeights", label!.Value) * sum / x.Length;
            case LossKind.RadialBasis:
                return RadialBasisLoops.Loss(x, label!.Value);
            default:
                for (int k = 0; k < x.Length; k++) sum += Element(x[k], targets[k], k);
                return sum;
        }
    }

    /// <summary>The derivatives of a row's loss.</summary>
    public double[] Gradient(ReadOnlySpan<double> x, int? label, ReadOnlySpan<double> targets)
    {
        var gradient = new double[x.Length];
        if (label is { } ignored && ignored == Ignored) return gradient;
        double[] p = loss.End == NetworkEnd.Softmax ? SoftmaxLoops.Forward(x.Length, x.ToArray()) : [];
        switch (loss.Kind)
        {
            case LossKind.SoftmaxCrossEntropy or LossKind.KullbackLeibler:
            {
                double smoothing = Setting("LabelSmoothing", 0);
                for (int k = 0; k < x.Length; k++)
                {
                    double share = label is { } y ? (k == y ? 1 : 0) : targets[k];
                    double a = Weight("ClassWeights", k) * ((1 - smoothing) * share + smoothing / x.Length);
                    for (int j = 0; j < x.Length; j++) gradient[j] += a * (p[j] - (j == k ? 1 : 0));
                }
                return gradient;
            }
            case LossKind.Focal when label is { } y:
            {
                double gamma = Setting("Gamma", 2), q = 1 - p[y], logP = Math.Log(p[y]);
                double byP = gamma * Math.Pow(q, gamma - 1) * logP - Math.Pow(q, gamma) / p[y];
                for (int j = 0; j < x.Length; j++)
                    gradient[j] = Weight("ClassWeights", y) * byP * p[y] * ((j == y ? 1 : 0) - p[j]);
                return gradient;
            }
            case LossKind.Hinge:
                for (int k = 0; k < x.Length; k++)
                {
                    double missing = Setting("Margin", 1) - x[label!.Value] + x[k];
                    if (k == label || missing <= 0) continue;
                    double slope = Weight("ClassWeights", label.Value) * (Has("Squared") ? 2 * missing : 1) / x.Length;
                    gradient[k] += slope;
                    gradient[label.Value] -= slope;
                }
                return gradient;
            case LossKind.RadialBasis:
                return RadialBasisLoops.LossGradient(x, label!.Value);
            default:
                for (int k = 0; k < x.Length; k++) gradient[k] = Slope(x[k], targets[k], k);
                return gradient;
        }
    }

    private int? Ignored => Find("IgnoredLabel") is { } setting ? (int)setting.Values[0] : null;

    private double Element(double x, double t, int channel)
    {
        double d = x - t, size = Math.Abs(d), bend = Setting("Delta", Setting("Beta", 1));
        switch (loss.Kind)
        {
            case LossKind.MeanSquaredError: return d * d;
            case LossKind.MeanAbsoluteError: return size;
            case LossKind.Huber: return size < bend ? d * d / 2 : bend * (size - bend / 2);
            case LossKind.SmoothL1: return size < bend ? d * d / 2 / bend : size - bend / 2;
            case LossKind.BinaryCrossEntropy:
                return Weight("Weights", channel)
                    * (Weight("PositiveWeights", channel) * t * SoftPlus(-x) + (1 - t) * SoftPlus(x));
            case LossKind.Focal:
                double p = t * Sigmoid(x) + (1 - t) * Sigmoid(-x);
                return -Alpha(t) * Math.Pow(1 - p, Setting("Gamma", 2)) * Math.Log(p);
            default: throw new NotSupportedException($"The interpreter does not know the loss '{loss.Kind}'.");
        }
    }

    private double Slope(double x, double t, int channel)
    {
        double d = x - t, bend = Setting("Delta", Setting("Beta", 1));
        switch (loss.Kind)
        {
            case LossKind.MeanSquaredError: return 2 * d;
            case LossKind.MeanAbsoluteError: return Math.Sign(d);
            case LossKind.Huber: return Math.Clamp(d, -bend, bend);
            case LossKind.SmoothL1: return Math.Clamp(d / bend, -1, 1);
            case LossKind.BinaryCrossEntropy:
                return Weight("Weights", channel)
                    * (-Weight("PositiveWeights", channel) * t * Sigmoid(-x) + (1 - t) * Sigmoid(x));
            default:
                double p = t * Sigmoid(x) + (1 - t) * Sigmoid(-x), gamma = Setting("Gamma", 2);
                double byP = gamma * Math.Pow(1 - p, gamma - 1) * Math.Log(p) - Math.Pow(1 - p, gamma) / p;
                return Alpha(t) * byP * (2 * t - 1) * Sigmoid(x) * Sigmoid(-x);
        }
    }

    private double Alpha(double t) => Has("Alpha") ? t * Setting("Alpha", 0) + (1 - t) * (1 - Setting("Alpha", 0)) : 1;

    private LossSettingSpec? Find(string property) => loss.Settings.FirstOrDefault(setting => setting.Property == property);

    private bool Has(string property) => Find(property) is { } setting && setting.Values[0] != 0;

    private double Setting(string property, double absent) => Find(property)?.Values[0] ?? absent;

    private double Weight(string property, int channel) =>
        Find(property) is { } setting ? setting.Values[setting.Values.Count == 1 ? 0 : channel] : 1;

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double SoftPlus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
