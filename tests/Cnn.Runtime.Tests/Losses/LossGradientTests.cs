using System.Runtime.CompilerServices;

namespace Cnn.Runtime.Tests;

/// <summary>Gradients of losses against central differences of the losses, at awkward sizes.</summary>
[Trait("Category", "Numeric")]
public sealed class LossGradientTests
{
    private const double Step = 1.0 / 128;

    public static TheoryData<string> Losses => [.. All.Keys];

    private static Dictionary<string, Func<int, (Loss Loss, OutputFunction End)>> All { get; } = new()
    {
        ["cross-entropy"] = _ => (new SoftmaxCrossEntropy(), OutputFunction.Softmax),
        ["smoothed and weighted"] = channels => (
            new SoftmaxCrossEntropy { LabelSmoothing = 0.2f, ClassWeights = Weights(channels), IgnoredLabel = -1 }, OutputFunction.Softmax),
        ["focal classes"] = channels => (
            new FocalLoss { Gamma = 1.5f, ClassWeights = Weights(channels), IgnoredLabel = -1 }, OutputFunction.Softmax),
        ["focal classes, gamma 0"] = _ => (new FocalLoss { Gamma = 0 }, OutputFunction.Softmax),
        ["dice"] = _ => (new DiceLoss(), OutputFunction.Softmax),
        ["dice, smooth 0.1"] = _ => (new DiceLoss { Smooth = 0.1f, IgnoredLabel = -1 }, OutputFunction.Softmax),
        ["divergence"] = _ => (new KullbackLeiblerDivergence(), OutputFunction.Softmax),
        ["binary"] = _ => (new BinaryCrossEntropy(), OutputFunction.Sigmoid),
        ["binary, weighted"] = channels => (
            new BinaryCrossEntropy { PositiveWeights = Weights(channels), Weights = Weights(channels) }, OutputFunction.Sigmoid),
        ["focal answers"] = _ => (new FocalLoss { Alpha = 0.25f }, OutputFunction.Sigmoid),
        ["focal answers, gamma 0.5"] = _ => (new FocalLoss { Gamma = 0.5f }, OutputFunction.Sigmoid),
        ["squares"] = _ => (new MeanSquaredError(), OutputFunction.None),
        ["absolute"] = _ => (new MeanAbsoluteError(), OutputFunction.None),
        ["huber"] = _ => (new HuberLoss { Delta = 0.7f }, OutputFunction.None),
        ["smooth L1"] = _ => (new SmoothL1Loss { Beta = 0.7f }, OutputFunction.None),
        ["hinge"] = channels => (new HingeLoss { ClassWeights = Weights(channels) }, OutputFunction.None),
        ["squared hinge"] = _ => (new HingeLoss { Squared = true, Margin = 0.5f }, OutputFunction.None),
        ["radial basis"] = _ => (new RadialBasisLoss(), OutputFunction.RadialBasis),
    };

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradient_IsTheLosssSlope(string name)
    {
        foreach (var (pixels, channels) in new[] { (1, 1), (1, 2), (1, 17), (1, 33), (3, 5), (13, 1), (7, 17), (11, 2) })
        {
            var (loss, end) = All[name](channels);
            if (end == OutputFunction.RadialBasis && pixels > 1)
                continue;
            bool hasLabels = (loss.FormsFor(end) & TargetForms.Labels) != 0;
            float[] outputs = Sample.Floats(pixels * channels, 3, 2);
            int[] labels = hasLabels ? Sample.Labels(pixels, channels, 4) : [];
            if (pixels > 2 && loss.LabelOfNothing is { } nothing)
                labels[1] = nothing;
            float[] targets = hasLabels ? [] : Targets(loss, pixels, channels);
            float[] gradient = new float[outputs.Length];
            Array.Fill(gradient, float.NaN);
            loss.Compute(
                ref outputs[0], ref hasLabels ? ref labels[0] : ref Unsafe.NullRef<int>(),
                ref hasLabels ? ref Unsafe.NullRef<float>() : ref targets[0], ref gradient[0], pixels, channels, 1);
            int smooth = 0;
            for (int i = 0; i < outputs.Length; i++)
            {
                float at = outputs[i];
                double Value(double moved)
                {
                    outputs[i] = (float)(at + moved);
                    double value = loss.Value(outputs, labels, targets, new float[outputs.Length], channels);
                    outputs[i] = at;
                    return value;
                }
                double here = Value(0), up = (Value(Step) - here) / Step, down = (here - Value(-Step)) / Step;
                // A kink lies between, or the curve is too bent to tell.
                if (Math.Abs(up - down) > 0.05)
                    continue;
                smooth++;
                Assert.Equal((up + down) / 2, gradient[i], 2e-3);
            }
            Assert.InRange(smooth, (outputs.Length + 1) / 2, outputs.Length);
        }
    }

    private static float[] Weights(int channels) => [.. Enumerable.Range(0, channels).Select(channel => 0.5f + (0.25f * channel % 2))];

    private static float[] Targets(Loss loss, int pixels, int channels)
    {
        float[] targets = Sample.Floats(pixels * channels, 5);
        if (loss.Range == TargetRange.Finite)
            return targets;
        targets = [.. targets.Select(Math.Abs)];
        if (loss.Range == TargetRange.Shares)
            return targets;
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            Span<float> row = targets.AsSpan(pixel * channels, channels);
            float sum = 0;
            foreach (float value in row)
                sum += value;
            foreach (ref float value in row)
                value /= sum;
        }
        return targets;
    }
}
