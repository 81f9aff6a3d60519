using System.Reflection;
using Cnn.Dsl;
using Cnn.Planning;
using Cnn.Reference;
using Target = Cnn.Reference.Target;

namespace Cnn.Conformance.Tests;

/// <summary>
/// Windows at the ends of what the language allows: more pixels than a float has whole numbers, more padding than 32 bits address, strides
/// past every map.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class ExtremeWindowTests
{
    private const string Namespace = "Cnn.Conformance.Extremes";

    // 2^24 = 16,777,216 pixels and more before the map; a row of 16 channels and 134,217,728 of padding are 2^31 floats; 3,000 rows of
    // 60,001 pixels are more.
    private static readonly (string Name, string Text)[] s_cases =
    [
        ("WideMaximum", "batch 2, input 1x40x17, depthwise 1x1 nobias, maxpool 1x16777260 stride 1 pad 0 0 16777222 0"),
        ("HighMaximum", "batch 1, input 40x2x3, conv 3 1x1 nobias, maxpool 8388628x2 stride 1 pad 8388590 0 0 0"),
        ("PaddedMaximum", "batch 1, input 3x3x2, conv 18 1x1 nobias tanh, maxpool 4200x4001 stride 2x1 pad 4197 1 3999 1 ceil"),
        ("PaddedAverage", "batch 1, input 1x1x1, conv 1 1x1 nobias, avgpool 134217729x1 stride 1 pad 134217728 0 0 0"),
        ("CountedAverage", "batch 1, input 2x1x1, conv 1 1x1 nobias, avgpool 134217729x1 stride 1 pad 134217728 0 0 0 count_pad"),
        ("PaddedSum", "batch 1, input 2x2x2, conv 2 1x1 nobias, avgpool 2x134217729 stride 1 pad 0 0 134217728 0 trainable"),
        ("SameMaximum", "batch 1, input 1x1x1, conv 1 1x1 nobias, maxpool 268435457x1 stride 1 same"),
        ("LargestMaximum", "batch 1, input 1x1x1, conv 1 1x1 nobias, maxpool ksize 1 2147483647 1 1 strides 1 1 1 1 same"),
        ("LargestAverage", "batch 1, input 1x1x1, conv 1 1x1 nobias, avgpool ksize 1 1 2147483647 1 strides 1 1 1 1 same"),
        ("LargestStride", "batch 1, input 8x8x1, conv 2 1x1 nobias, maxpool 3x3 stride 2147483647 pad 2"),
        ("LargestStrideOfAverage", "batch 1, input 8x8x1, conv 2 1x1 nobias, avgpool 3x3 stride 2147483647 pad 2 1 2 1"),
        ("LargestStrideOfKernel", "batch 1, input 8x8x2, conv 2 1x1 nobias, conv 17 3x3 stride 2147483647 pad 2"),
        ("LargestDilation", "batch 1, input 2x1x1, conv 1 2x1 dilation 30000000x1 pad 30000000 0 0 0"),
        ("BesideAHalo", "batch 1, input 1x1x2, a: conv 2 1x1 nobias, conv 2 1x1 nobias pad 0 0 60000 0, m: global_maxpool, p: maxpool "
            + "3001x1 stride 1 pad 3000 0 0 0 from a, add m p"),
        ("WideNorm", "batch 1, input 2x2x2, conv 2 1x1 nobias, lrn size 2147483647, lrn within size 2147483647"),
    ];

    private static readonly Lazy<Dictionary<string, (NetworkHarness Network, NetworkSpec Spec)>> s_networks = new(Compile);

    private static readonly Compiled s_far = new("network Far { batch 1, input 1x16777300x1, conv 1 1x1 nobias, global_maxpool }");

    public static TheoryData<string> Cases => [.. s_cases.Select(one => one.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Network_GivesTheInterpretersNumbers(string name)
    {
        var (harness, spec) = s_networks.Value[name];
        var network = harness.Create();
        var reference = new ReferenceNetwork(spec);
        for (int k = 0; k < network.Parameters.Count; k++)
        {
            float[] values = Positive(reference.Parameters[k].Values.Length, k + 1);
            Closeness.Widen(values).CopyTo(reference.Parameters[k].Values, 0);
            network.Parameters[k].CopyFrom(values);
        }
        float[] images = Positive(spec.Batch * (int)spec.Input.ElementCount, 0);
        var pass = reference.Forward(Closeness.Widen(images), spec.Batch, isTraining: true);
        AssertClose(pass.Output, network.Predict(images));

        var target = new Target(null, new double[pass.Output.Length]);
        using var training = network.Train(new Sgd(0));
        training.Step(images, target);
        double[][] expected = Backpropagation.Gradients(reference, pass, target);
        Assert.NotEmpty(expected);
        for (int k = 0; k < expected.Length; k++) AssertClose(expected[k], training.Gradients[k]);
    }

    /// <summary>
    /// The largest of 16,777,300 pixels is the first that a float's 24 bits cannot tell from its neighbour: d (w x)² / dw = 2 w x² = 8.
    /// </summary>
    [Fact]
    public void GradientOfAGlobalMaximum_GoesToOnePixelOfMillions() => s_far.Call(typeof(ExtremeWindowTests), nameof(TrainFar), ["Far"]);

    private static void TrainFar<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        var network = TNetwork.FromParameters(NetworkParameters.Create(TNetwork.Info));
        network.Parameters[0].CopyFrom([1f]);
        float[] image = new float[TNetwork.Info.Input.ElementCount];
        (image[1 << 24], image[(1 << 24) + 1]) = (2, 1.5f);
        using var session = new TrainingSession<TNetwork>(network, new Sgd(0));
        Assert.Equal(4f, session.Step(image, [0f]));
        Assert.Equal([8f], session.Gradients[0].ToArray());
    }

    // All different, and of one sign, so that nothing cancels.
    private static float[] Positive(int count, int seed) =>
        [.. Enumerable.Range(0, count).Select(i => 0.5f + (i + 1) * 0.6180339f % 1 / (seed + 1))];

    private static void AssertClose(double[] expected, float[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-5 * Math.Abs(expected[i]));
    }

    private static Dictionary<string, (NetworkHarness Network, NetworkSpec Spec)> Compile()
    {
        string text = $"namespace {Namespace}\n\n" + string.Join('\n', s_cases.Select(one => $"network {one.Name} {{ {one.Text} }}"));
        var assembly = Assembly.Load(Harness.CompileNetworks(text));
        return CnnParser.Parse(text, "Extremes.cnn").Networks.ToDictionary(
            declaration => declaration.Name.Value,
            declaration =>
                (NetworkHarness.Of(assembly.GetType($"{Namespace}.{declaration.Name.Value}", throwOnError: true)!),
                    NetworkChecker.Check(declaration).Spec!));
    }
}
