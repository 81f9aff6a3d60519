using Cnn.Reference;

namespace Cnn.EndToEnd.Tests;

/// <summary>
/// Where a function has no derivative: of equal maxima the first in row order takes the gradient, and a rectifier's slope at zero is zero.
/// </summary>
[Trait("Category", "Numeric")]
public sealed class KinkTests
{
    // All pixels have the sum 3, but other parts: the weights' gradient, 2 · 3 · (parts of the winner), shows which one won.
    [Fact]
    public void MaxPool_OfEqualPixels_GivesTheGradientToTheFirst() =>
        Assert.Equal([6, 12], Gradient("TiedPixels", [1, 1], [1, 2, 2, 1, 3, 0, 0, 3], 0));

    // Windows (1, 2 | 2, 1) and (2, 1 | 3, 0): the mean of two squares has the gradients 3 · (1, 2) and 3 · (2, 1).
    [Fact]
    public void OverlappingMaxPool_OfEqualPixels_GivesEachGradientToTheFirst() =>
        Assert.Equal([3 + 6, 6 + 3], Gradient("TiedInOverlap", [1, 1], [1, 2, 2, 1, 3, 0], 0, 0));

    [Fact]
    public void MaxPoolOverDepth_OfEqualChannels_GivesTheGradientToTheFirst() =>
        Assert.Equal([0, 0, 6, 12, 0, 0], Gradient("TiedChannels", [0, 0, 1, 1, 1, 1], [1, 2], 0));

    [Fact]
    public void Relu_AtZero_HasNoSlope() =>
        Assert.Equal([0, 0], Gradient("RectifiedZero", [2, -1], [1, 2], 5));

    private static float[] Gradient(string name, float[] weights, float[] image, params double[] target)
    {
        var network = NetworkHarness.Of("Kinks." + name).Create();
        network.Parameters[0].CopyFrom(weights);
        using var training = network.Train(new Sgd(0));
        training.Step(image, new Target(null, target));
        return training.Gradients[0];
    }
}
