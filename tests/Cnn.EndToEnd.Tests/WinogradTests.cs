using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// Convolutions by Winograd's algorithm against the double-precision interpreter, which sums directly, and how far their roundings go.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class WinogradTests
{
    // About ten times the direct sum's roundings, which the interpreter's tests hold to 5e-6 and 2e-5.
    private const double ForwardTolerance = 3e-5, GradientTolerance = 2e-4;

    public static TheoryData<string> Networks => [.. NetworkHarness.Names("Winograd.")];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Inference_IsTheInterpreters(string name) => GradientTests.AssertInference(name, ForwardTolerance);

    [Theory]
    [MemberData(nameof(Networks))]
    public void Training_HasTheInterpretersLossAndGradients(string name) =>
        GradientTests.AssertTraining(name, ForwardTolerance, GradientTolerance);

    /// <summary>
    /// Threads have images of their own, or share each one; blocks of tiles then hold other images' tiles, and no bit may tell.
    /// </summary>
    [Theory]
    [MemberData(nameof(Networks))]
    public void Inference_GivesTheSameBitsForAnyNumberOfThreads(string name)
    {
        var network = NetworkHarness.Of(name).Create(3);
        int inputs = network.Parameters.Info.Input.ElementCount;
        for (int instances = 1; instances <= network.Parameters.Info.Inference.BatchSize; instances++)
        {
            float[] images = Closeness.Narrow(Fill.Values(instances * inputs, 9, 1));
            float[] expected = network.Predict(images, threads: 1);
            Assert.Equal(expected, network.Predict(images, threads: 2));
            Assert.Equal(expected, network.Predict(images, threads: 3));
        }
    }

    /// <summary>
    /// The algorithm's error, measured: Lavin and Gray (2016, table 4) found F(4 × 4, 3 × 3) some ten times as far off as the direct sum.
    /// </summary>
    [Fact]
    public void Error_IsAFewTimesTheDirectSums_AndANetworkCanDemandTheDirectSum()
    {
        double direct = Error("WinogradErrors.Direct"), fastest = Error("WinogradErrors.Fastest");
        Assert.Empty(NetworkHarness.Of("WinogradErrors.Direct").Info.Prepared);
        Assert.Equal(2, NetworkHarness.Of("WinogradErrors.Fastest").Info.Prepared.Count);
        Assert.InRange(direct, 1e-9, 1e-6);
        Assert.InRange(fastest, direct, 100 * direct);
        Assert.InRange(fastest, 0, 1e-5);
    }

    private static double Error(string name)
    {
        var network = NetworkHarness.Of(name).Create();
        var reference = new ReferenceNetwork(NetworkHarness.SpecOf(name));
        Numbers.SetParameters(reference, network.Parameters, withRunningStatistics: true);
        double[] images = Numbers.Images(reference.Spec, 4);
        return Closeness.RelativeDistance(reference.Forward(images, 4).Output, Closeness.Widen(network.Predict(Closeness.Narrow(images))),
            0);
    }
}
