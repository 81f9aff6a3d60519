using System.Text.Json;

namespace Cnn.Runtime.Tests;

/// <summary>
/// 25 steps of each optimizer beside PyTorch's in float64; Lion, LARS and LAMB beside their papers' formulas. <c>optimizers.json</c> was
/// computed with PyTorch 1.13: parameters 0.8 cos(0.9 i + 0.4 q + 0.2), gradients scale × (0.5 sin(0.3 i + 0.7 t + 0.5 q) + 0.1 w), for
/// element i of tensor q before step t; what a case does not name is PyTorch's default.
/// </summary>
public sealed class OptimizerReferenceTests
{
    private static readonly Dictionary<string, Optimizer> Optimizers = new()
    {
        ["sgd"] = new Sgd(0.05f),
        ["sgd_momentum_dampening_decay"] = new Sgd(0.05f) { Momentum = 0.9f, Dampening = 0.1f, WeightDecay = 0.01f },
        ["sgd_nesterov"] = new Sgd(0.05f) { Momentum = 0.9f, Nesterov = true },
        ["sgd_nesterov_decay"] = new Sgd(0.05f) { Momentum = 0.9f, Nesterov = true, WeightDecay = 0.01f },
        ["adam"] = new Adam(0.02f),
        ["adam_l2"] = new Adam(0.02f) { WeightDecay = 0.1f },
        ["amsgrad"] = new Adam(0.02f) { Beta2 = 0.9f, AmsGrad = true },
        ["adamw"] = new AdamW(0.02f) { WeightDecay = 0.1f },
        ["nadam"] = new NAdam(0.02f),
        ["radam"] = new RAdam(0.02f),
        ["adamax"] = new Adamax(0.02f),
        ["rmsprop"] = new RmsProp(0.01f) { Alpha = 0.9f },
        ["rmsprop_centered_momentum"] = new RmsProp(0.01f) { Alpha = 0.9f, Centered = true, Momentum = 0.9f, WeightDecay = 0.01f },
        ["adagrad_lr_decay"] = new Adagrad(0.1f) { LearningRateDecay = 0.05f },
        ["adagrad_initial_accumulator"] = new Adagrad(0.1f) { InitialAccumulator = 0.1f, WeightDecay = 0.01f },
        ["adadelta"] = new Adadelta(),
        ["lion"] = new Lion(0.01f) { WeightDecay = 0.1f },
        ["lars"] = new Lars(0.5f) { WeightDecay = 0.01f, TrustCoefficient = 0.02f },
        ["lamb"] = new Lamb(0.02f) { WeightDecay = 0.1f },
        ["adamw_clip_norm"] = new AdamW(0.02f) { WeightDecay = 0.1f, ClipNorm = 1 },
        ["adamw_clip_norm_loose"] = new AdamW(0.02f) { WeightDecay = 0.1f, ClipNorm = 5 },
        ["adamw_clip_value"] = new AdamW(0.02f) { WeightDecay = 0.1f, ClipValue = 0.4f },
        ["sgd_clip_norm"] = new Sgd(0.05f) { Momentum = 0.9f, ClipNorm = 1 },
    };

    private static readonly JsonElement File = Resource.Json("optimizers.json");

    public static TheoryData<string> Cases => [.. File.EnumerateObject().Select(property => property.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_AreTheReferences(string name)
    {
        JsonElement expected = File.GetProperty(name);
        float scale = expected.TryGetProperty("gscale", out JsonElement given) ? given.GetSingle() : 1;
        using ThreeTensors tensors = new(Optimizers[name]);
        Begin(tensors);
        for (int step = 1; step <= 25; step++)
        {
            SetGradients(tensors, step, scale);
            tensors.Step(step - 1, parts: 1 + (step % 3));
            if (Optimizers[name].ClipNorm is not null)
                Assert.Equal(expected.GetProperty("norms")[step - 1].GetDouble(), tensors.Update.Norm, 2e-6 * tensors.Update.Norm);
            if (expected.GetProperty("after").TryGetProperty($"{step}", out JsonElement after))
                Check(after, tensors, $"{name}, step {step}");
        }
        Assert.All(tensors.Packed[7..16].ToArray(), value => Assert.Equal(0, value));
        Assert.All(tensors.Packed[33..].ToArray(), value => Assert.Equal(0, value));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_CutInParts_GiveTheSameBits(string name)
    {
        using ThreeTensors whole = new(Optimizers[name]), cut = new(Optimizers[name]);
        foreach (ThreeTensors tensors in (ThreeTensors[])[whole, cut])
        {
            Begin(tensors);
            for (int step = 1; step <= 8; step++)
            {
                SetGradients(tensors, step, 3);
                tensors.Step(step - 1, tensors == whole ? 1 : 3);
            }
        }
        Assert.Equal(Sample.Bits(whole.Packed.ToArray()), Sample.Bits(cut.Packed.ToArray()));
        Assert.Equal(Sample.Bits(whole.State.ToArray()), Sample.Bits(cut.State.ToArray()));
    }

    /// <summary>Each length, so that vectors and what is left of them agree.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void Update_OfEveryLength_GivesTheSameBits(string name)
    {
        Optimizer optimizer = Optimizers[name];
        const int Count = 61;
        float[] whole = Sample.Floats(Count, 1), gradients = Sample.Floats(Count, 2);
        float[] wholeState = new float[Count * optimizer.StateFloatsPerParameter];
        float[] cut = [.. whole], cutState = [.. wholeState];
        optimizer.Update(Range(0, Count, whole, wholeState));
        for (int begin = 0, length = 0; begin < Count; begin += length, length++)
            optimizer.Update(Range(begin, Math.Min(begin + length, Count), cut, cutState));
        Assert.Equal(Sample.Bits(whole), Sample.Bits(cut));
        Assert.Equal(Sample.Bits(wholeState), Sample.Bits(cutState));

        OptimizerRange Range(int begin, int end, float[] parameters, float[] state) => new()
        {
            Parameters = parameters.AsSpan(begin..end),
            Gradients = gradients.AsSpan(begin..end),
            State = state,
            StateBegin = begin,
            StateStride = Count,
            LearningRate = 0.1f,
            WeightDecay = 0.1f,
            Trust = 0.5f,
        };
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_OfZero_AreNoDivisionByZero(string name)
    {
        using ThreeTensors tensors = new(Optimizers[name]);
        Begin(tensors);
        for (int step = 0; step < 3; step++)
            tensors.Step(step);
        Assert.All(tensors.Packed.ToArray(), value => Assert.True(float.IsFinite(value)));
        Assert.All(tensors.State.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void NaN_IsNotLost(string name)
    {
        using ThreeTensors tensors = new(Optimizers[name]);
        Begin(tensors);
        tensors.Gradients(1)[5] = float.NaN;
        tensors.Step(0);
        Assert.Contains([.. tensors.Packed, .. tensors.State], float.IsNaN);
    }

    private static void Begin(ThreeTensors tensors)
    {
        for (int tensor = 0; tensor < 3; tensor++)
        {
            Span<float> values = tensors.Parameters(tensor);
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(0.8 * Math.Cos((0.9 * i) + (0.4 * tensor) + 0.2));
        }
    }

    private static void SetGradients(ThreeTensors tensors, int step, float scale)
    {
        for (int tensor = 0; tensor < 3; tensor++)
        {
            Span<float> gradients = tensors.Gradients(tensor), values = tensors.Parameters(tensor);
            for (int i = 0; i < values.Length; i++)
                gradients[i] = (float)(scale * ((0.5 * Math.Sin((0.3 * i) + (0.7 * step) + (0.5 * tensor))) + (0.1 * values[i])));
        }
    }

    private static void Check(JsonElement after, ThreeTensors tensors, string where)
    {
        for (int tensor = 0; tensor < 3; tensor++)
        {
            double[] expected = [.. after[tensor].EnumerateArray().Select(value => value.GetDouble())];
            double scale = expected.Max(Math.Abs);
            Span<float> actual = tensors.Parameters(tensor);
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                double difference = Math.Abs(expected[i] - actual[i]);
                Assert.True(
                    difference <= 2e-6 * scale, $"{where}, tensor {tensor}, element {i}: {expected[i]} expected, {actual[i]} found.");
            }
        }
    }
}
