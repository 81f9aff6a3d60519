using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Cnn.Runtime.Tests;

/// <summary>Losses and their gradients against PyTorch's in double precision, to 2e-6 of the values' scale.</summary>
[Trait("Category", "Numeric")]
public sealed class LossReferenceTests
{
    private const double Tolerance = 2e-6;

    public static TheoryData<string> Cases => new(
        "cross_entropy", "cross_entropy_one", "cross_entropy_sum", "cross_entropy_none", "cross_entropy_scaled",
        "cross_entropy_large_logits", "cross_entropy_smoothing", "cross_entropy_weights", "cross_entropy_weights_smoothing",
        "cross_entropy_ignore", "cross_entropy_ignore_weights_smoothing", "cross_entropy_mix_up", "cross_entropy_soft",
        "cross_entropy_soft_smoothing", "kl_divergence", "pixel_cross_entropy", "pixel_cross_entropy_ignore_weights",
        "pixel_cross_entropy_smoothing", "pixel_dice", "bce_with_logits", "bce_with_logits_soft", "bce_with_logits_large",
        "bce_with_logits_pos_weight", "bce_with_logits_weight", "bce_with_logits_maps", "mse", "mse_sum", "mse_maps", "l1", "smooth_l1",
        "huber", "hinge", "hinge_squared", "hinge_weights", "focal", "focal_gamma_1_5", "focal_softmax", "pixel_focal_softmax");

    [SkippableTheory]
    [MemberData(nameof(Cases))]
    public void Loss_IsPyTorchs(string name)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(TestData.Require("reference", "losses", "losses.json")));
        JsonElement one = file.RootElement.GetProperty(name);
        int[] shape = [.. one.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];
        int instances = shape[0], channels = shape[1], pixels = shape[2..].Aggregate(1, (product, size) => product * size);
        float[] logits = ChannelsLast(Fill(shape.Aggregate(1, (product, size) => product * size), Number(one, "logits_scale", 1)), channels,
            pixels);
        int[] labels = one.TryGetProperty("labels", out JsonElement written) ? [.. Flat(written).Select(value => (int)value)] : [];
        float[] targets = one.TryGetProperty("targets", out written)
            ? ChannelsLast([.. Flat(written)], channels, pixels) : [];
        Loss loss = LossOf(name, one);
        string reduction = one.TryGetProperty("reduction", out written) ? written.GetString()! : "mean";
        double divisor = reduction == "mean" ? loss.DivisorOf(labels, instances, pixels) : 1;
        if (reduction != "mean" && labels.Length == 0)
            divisor = 1.0 / (channels * pixels);
        double scale = Number(one, "seed_gradient", 1) / divisor;
        float[] gradient = new float[logits.Length], losses = new float[instances];
        Array.Fill(gradient, float.NaN);
        BatchSums? sums = loss.SumsOf(channels) == 0 ? null : new(loss, channels, instances);
        for (int n = 0; n < instances && sums is not null; n++)
        {
            loss.Gather(
                ref logits[n * pixels * channels], ref labels[n * pixels], ref Unsafe.NullRef<float>(), ref gradient[n * pixels * channels],
                pixels, channels, sums.OfInstance(n));
        }
        sums?.Conclude(instances);
        for (int n = 0; n < instances; n++)
        {
            int at = n * pixels * channels;
            if (sums is not null)
            {
                losses[n] = (float)sums.Loss;
                loss.WriteGradient(
                    ref logits[at], ref labels[n * pixels], ref Unsafe.NullRef<float>(), ref gradient[at], pixels, channels, (float)scale,
                    sums.Slopes);
                continue;
            }
            losses[n] = loss.Compute(
                ref logits[at], ref labels.Length == 0 ? ref Unsafe.NullRef<int>() : ref labels[n * pixels],
                ref targets.Length == 0 ? ref Unsafe.NullRef<float>() : ref targets[at], ref gradient[at], pixels, channels, (float)scale);
        }

        if (reduction == "none")
            Close([.. Flat(one.GetProperty("loss"))], losses, "losses");
        else
            Close([one.GetProperty("loss").GetDouble()], [(float)(losses.Sum(value => (double)value) / divisor)], "loss");
        Close([.. Flat(one.GetProperty("gradient"))], ChannelsFirst(gradient, channels, pixels), "gradient");

        // What an evaluation computes is the same number, but of sums over the batch, since it meets one instance after the other.
        if (sums is not null)
            return;
        double value = 0;
        for (int n = 0; n < instances; n++)
        {
            int at = n * pixels * channels, length = pixels * channels;
            value += loss.Value(
                logits.AsSpan(at, length), labels.Length == 0 ? [] : labels.AsSpan(n * pixels, pixels),
                targets.Length == 0 ? [] : targets.AsSpan(at, length), new float[length], channels);
        }
        Assert.Equal(losses.Sum(one => (double)one), value, 1e-6 * Math.Max(1, Math.Abs(value)));
    }

    private static Loss LossOf(string name, JsonElement one)
    {
        float[]? weights = one.TryGetProperty("weights", out JsonElement written) ? [.. Flat(written).Select(value => (float)value)] : null;
        float[]? positive = one.TryGetProperty("pos_weight", out written) ? [.. Flat(written).Select(value => (float)value)] : null;
        int? ignored = one.TryGetProperty("ignore_index", out written) ? written.GetInt32() : null;
        string kind = name.Replace("pixel_", "", StringComparison.Ordinal);
        float gamma = (float)Number(one, "gamma", 2);
        return kind switch
        {
            _ when kind.StartsWith("cross_entropy", StringComparison.Ordinal) => new SoftmaxCrossEntropy
            {
                LabelSmoothing = (float)Number(one, "label_smoothing", 0), ClassWeights = weights, IgnoredLabel = ignored,
            },
            _ when kind.StartsWith("bce", StringComparison.Ordinal) =>
                new BinaryCrossEntropy { PositiveWeights = positive, Weights = weights },
            _ when kind.StartsWith("mse", StringComparison.Ordinal) => new MeanSquaredError(),
            _ when kind.StartsWith("hinge", StringComparison.Ordinal) => new HingeLoss
            {
                Margin = (float)Number(one, "margin", 1), Squared = Number(one, "p", 1) == 2, ClassWeights = weights,
            },
            "kl_divergence" => new KullbackLeiblerDivergence(),
            "l1" => new MeanAbsoluteError(),
            "smooth_l1" => new SmoothL1Loss { Beta = (float)Number(one, "beta", 1) },
            "huber" => new HuberLoss { Delta = (float)Number(one, "delta", 1) },
            "dice" => new DiceLoss { Smooth = (float)Number(one, "smooth", 1) },
            "focal_softmax" => new FocalLoss { Gamma = gamma },
            "focal" or "focal_gamma_1_5" => new FocalLoss { Gamma = gamma, Alpha = (float)Number(one, "alpha", 0.5) },
            _ => throw new ArgumentException(name),
        };
    }

    private static double Number(JsonElement one, string name, double absent) =>
        one.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : absent;

    // The formula that the reference's logits are made by.
    private static double[] Fill(int count, double scale) =>
        [.. Enumerable.Range(0, count).Select(i => scale * Math.Sin((0.7 * i) + 1.3 + (0.1 * ((long)i * i % 7))))];

    private static IEnumerable<double> Flat(JsonElement values) => values.ValueKind == JsonValueKind.Array
        ? values.EnumerateArray().SelectMany(Flat)
        : [values.GetDouble()];

    private static float[] ChannelsLast(double[] values, int channels, int pixels)
    {
        float[] turned = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
            turned[(i / (channels * pixels) * channels * pixels) + (i % pixels * channels) + (i / pixels % channels)] = (float)values[i];
        return turned;
    }

    private static float[] ChannelsFirst(float[] values, int channels, int pixels)
    {
        float[] turned = new float[values.Length];
        for (int i = 0; i < values.Length; i++)
            turned[i] = values[(i / (channels * pixels) * channels * pixels) + (i % pixels * channels) + (i / pixels % channels)];
        return turned;
    }

    private static void Close(double[] expected, float[] found, string what)
    {
        double scale = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - found[i]) <= Tolerance * scale,
                FormattableString.Invariant($"{what}[{i}]: expected {expected[i]}, found {found[i]}, scale {scale}."));
        }
    }
}
