using System.Reflection;
using Cnn.Dsl;
using Cnn.Planning;
using Cnn.Reference;
using Target = Cnn.Reference.Target;

namespace Cnn.Conformance.Tests;

/// <summary>
/// Whatever is summed, and however much of it there is: values, parameters and gradients are positive here, so that a result is the sum of
/// its terms' magnitudes, and single precision must come within a millionth of what double precision gives. Equal terms are the hardest:
/// their roundings all go one way.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class SummationTests
{
    private const string Namespace = "Cnn.Conformance.Sums";

    // Of the sum of magnitudes, for each step that sums.
    private const double Tolerance = 1e-6;

    // Lengths are drawn between bounds: `{N:1000-2000}`. Winograd's transforms subtract what is nearly equal here, and are off by more than
    // their sums.
    private static readonly (string Name, string Text, int Steps)[] s_cases =
    [
        ("MillionsOfPixels", "batch 1, input {N:2500-3100}x{N:2500-3100}x1, global_avgpool", 1),
        ("OneRow", "batch 1, input 1x{N:100000-900000}x3, global_avgpool", 1),
        ("OneColumn", "batch 1, input {N:100000-900000}x1x17, avgpool {N:90000-100000}x1 stride 50000x1", 1),
        ("PaddedWindows", "batch 2, input {N:150-250}x{N:150-250}x2, avgpool {N:80-120}x{N:60-90} stride 37x41 same count_pad", 1),
        ("OverlappingWindows", "batch 1, input {N:50-70}x{N:60-80}x2, conv 2 1x1 nobias, avgpool {N:20-30}x{N:30-40} stride 1", 3),
        ("Subsampling", "batch 2, input {N:150-250}x{N:150-250}x2, avgpool {N:60-75}x{N:60-75} trainable", 2),
        ("OverChannels", "batch 1, input 1x1x131072, avgpool depth 65536", 1),
        ("KernelOfAnImage", "batch 3, input {N:400-600}x{N:400-600}x1, conv 2 3x3 nobias pad 1", 2),
        ("KernelOfColours", "batch 2, input {N:400-500}x{N:400-500}x3, conv 17 2x2 stride 2", 2),
        ("KernelBetween", "batch 2, input {N:150-200}x{N:150-200}x1, conv 17 1x1 nobias, conv 18 3x3 stride 2 pad 1", 5),
        ("WinogradsKernel", "batch 2, algorithm winograd, input {N:300-400}x{N:300-400}x1, conv 16 1x1 nobias, conv 16 3x3 pad 1", 10),
        ("DepthwiseKernel", "batch 2, input {N:80-110}x{N:80-110}x17, depthwise {N:11-13}x{N:11-13}", 2),
        ("ManyChannels", "batch 2, input 3x3x{N:3000-5000}, conv 5 3x3", 2),
        ("ManyMaps", "batch 2, input 20x20x1, conv 3 1x1 nobias pad 2, conv {N:300-400} 5x5 nobias, global_avgpool, dense 1", 7),
        ("WideNorm", "batch 1, input 2x3x{N:1500-2500}, lrn size 1001, lrn within size 3", 4),
        ("WideDense", "batch 2, input 1x1x{N:200000-400000}, dense 3", 2),
        ("DenseBetween", "batch 2, input 1x1x5, dense 4 nobias, dense {N:40000-60000} nobias, dense 2", 6),
        ("ManyInstances", "batch {N:20000-40000}, input 1x1x3, dense 2", 2),
        ("ManySmallImages", "batch {N:3000-5000}, input 3x3x2, conv 2 2x2", 2),
    ];

    private const string FarMean = "network FarMean { batch 3, input 11x13x2, batchnorm }";

    private static readonly Lazy<Dictionary<string, (NetworkHarness Network, NetworkSpec Spec)>> s_networks = new(Compile);

    public static TheoryData<string, bool> Cases
    {
        get
        {
            TheoryData<string, bool> cases = [];
            foreach (var (name, _, _) in s_cases)
            {
                cases.Add(name, false);
                cases.Add(name, true);
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Sums_AreThoseOfDoublePrecision(string name, bool areEqual)
    {
        var (harness, spec) = s_networks.Value[name];
        double tolerance = Tolerance * s_cases.Single(one => one.Name == name).Steps;
        var network = harness.Create();
        var reference = new ReferenceNetwork(spec);
        var random = new Random(17);
        for (int k = 0; k < network.Parameters.Count; k++)
        {
            // Such that outputs are near one however many terms they have.
            double scale = 1.0 / Math.Max(1, reference.Parameters[k].Values.Length
                / Math.Max(1, (int)spec.Layers[reference.Parameters[k].Layer].Output.Channels));
            float[] values = Positive(reference.Parameters[k].Values.Length, areEqual, scale);
            Closeness.Widen(values).CopyTo(reference.Parameters[k].Values, 0);
            network.Parameters[k].CopyFrom(values);
        }
        float[] images = Positive(spec.Batch * (int)spec.Input.ElementCount, areEqual, 1);
        var pass = reference.Forward(Closeness.Widen(images), spec.Batch, isTraining: true);
        AssertClose(pass.Output, network.Predict(images), tolerance, "outputs");

        if (network.Parameters.Count == 0) return;
        var target = new Target(null, new double[pass.Output.Length]);
        using var training = network.Train(new Sgd(0));
        double loss = target.Loss(reference, pass);
        Assert.Equal(loss, training.Step(images, target), loss * 2 * tolerance);
        double[][] expected = Backpropagation.Gradients(reference, pass, target);
        for (int k = 0; k < expected.Length; k++)
            AssertClose(expected[k], training.Gradients[k], tolerance, "gradient of " + reference.Parameters[k].Name);

        float[] Positive(int count, bool areEqual, double scale)
        {
            float[] values = new float[count];
            for (int i = 0; i < count; i++) values[i] = (float)(scale * (areEqual ? 0.1 : 0.05 + random.NextDouble()));
            return values;
        }
    }

    /// <summary>A mean far from zero, of which one float holds too few digits: it is measured against the deviation.</summary>
    [Theory]
    [InlineData(10_000)]
    [InlineData(-3_000_000)]
    public void BatchNorm_AboutAFarMean_IsThatOfDoublePrecision(float far)
    {
        var (harness, spec) = s_networks.Value["FarMean"];
        var network = harness.Create();
        var reference = new ReferenceNetwork(spec);
        foreach (var view in network.Parameters)
            Closeness.Widen(view.ToArray()).CopyTo(reference.Parameters.Single(parameter => parameter.Name == view.Name).Values, 0);
        float step = far == 10_000 ? 0.001f : 0.25f;
        float[] images = new float[spec.Batch * (int)spec.Input.ElementCount];
        for (int i = 0; i < images.Length; i++) images[i] = far + (i * 7919 % 1000 * step);
        var pass = reference.Forward(Closeness.Widen(images), spec.Batch, isTraining: true);
        var target = new Target(null, Numbers.Round(Fill.Values(pass.Output.Length, 7, 1)));
        using var training = network.Train(new Sgd(0));
        training.Step(images, target);
        Assert.Equal(0, Closeness.RelativeDistance(pass.Output, Closeness.Widen(training.Logits), 0), 1e-5);
        double[][] gradients = Backpropagation.Gradients(reference, pass, target);
        for (int k = 0; k < training.Gradients.Length; k++)
            Assert.Equal(0, Closeness.RelativeDistance(gradients[k], Closeness.Widen(training.Gradients[k]), 0), 1e-5);
    }

    private static void AssertClose(double[] expected, float[] found, double tolerance, string what)
    {
        Assert.Equal(expected.Length, found.Length);
        (double worst, int at) = (0, 0);
        for (int i = 0; i < expected.Length; i++)
        {
            double distance = Math.Abs(found[i] - expected[i]) / expected[i];
            // Written so that NaN is the worst.
            if (!(distance <= worst)) (worst, at) = (distance, i);
        }
        Assert.True(worst <= tolerance,
            FormattableString.Invariant(
                $"The {what} are off by {worst} of the sum of magnitudes at {at}: expected {expected[at]}, found {found[at]}."));
    }

    private static Dictionary<string, (NetworkHarness Network, NetworkSpec Spec)> Compile()
    {
        var random = new Random(4);
        string text = $"namespace {Namespace}\n\n"
            + string.Join('\n', s_cases.Select(one => $"network {one.Name} {{ {Draw(one.Text, random)} }}").Append(FarMean));
        var assembly = Assembly.Load(Harness.CompileNetworks(text));
        return CnnParser.Parse(text, "Sums.cnn").Networks.ToDictionary(
            declaration => declaration.Name.Value,
            declaration =>
                (NetworkHarness.Of(assembly.GetType($"{Namespace}.{declaration.Name.Value}", throwOnError: true)!),
                    NetworkChecker.Check(declaration).Spec!));
    }

    private static string Draw(string text, Random random) => System.Text.RegularExpressions.Regex.Replace(
        text, "{N:([0-9]+)-([0-9]+)}", match => $"{random.Next(int.Parse(match.Groups[1].Value), int.Parse(match.Groups[2].Value) + 1)}");
}
