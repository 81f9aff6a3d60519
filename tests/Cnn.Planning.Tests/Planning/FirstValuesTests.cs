namespace Cnn.Planning.Tests;

/// <summary>The numbers that first values are drawn by, from the formulas of torch.nn.init and Keras.</summary>
public sealed class FirstValuesTests
{
    // A kernel of 3 × 3 over 8 channels for 20 maps has fan-in 72 and fan-out 180.
    public static TheoryData<string, double, bool> Scales { get; } = new()
    {
        { "conv 20 3x3 init he_uniform", Math.Sqrt(6.0 / 72), false },
        { "conv 20 3x3 init he_normal", Math.Sqrt(2.0 / 72), true },
        { "conv 20 3x3 init he_normal tanh", Math.Sqrt(2.0 / 72), true },
        { "conv 20 3x3 leakyrelu init he_normal", Math.Sqrt(2 / 1.0001 / 72), true },
        { "conv 20 3x3 init glorot_uniform relu", Math.Sqrt(6.0 / 252), false },
        { "conv 20 3x3 init glorot_normal", Math.Sqrt(2.0 / 252), true },
        { "conv 20 3x3 init lecun_uniform", Math.Sqrt(3.0 / 72), false },
        { "conv 20 3x3 init lecun_normal", Math.Sqrt(1.0 / 72), true },
        { "conv 20 3x3 dilation 2 init lecun_normal", Math.Sqrt(1.0 / 72), true },
        { "conv 20 3x3 groups 4 init glorot_normal", Math.Sqrt(2.0 / (18 + 45)), true },
        { "depthwise 3x3 multiplier 2 init glorot_normal", Math.Sqrt(2.0 / (9 + 18)), true },
        { "depthwise 3x3 init glorot_normal", Math.Sqrt(2.0 / 18), true },
        { "dense 30 init glorot_uniform relu", Math.Sqrt(6.0 / (8 * 8 * 8 + 30)), false },
        { "flatten, dense 30 init lecun_normal relu", Math.Sqrt(1.0 / (8 * 8 * 8)), true },
    };

    [Theory]
    [MemberData(nameof(Scales))]
    public void Scale_IsTheFormulas(string layer, double scale, bool isNormal)
    {
        var initial = Plans.Of($"input 8x8x8, {layer}, dense 3").Parameters[0].Initial;
        Assert.Equal(scale, initial.Scale, 1e-6);
        Assert.Equal((isNormal, false, 0f), (initial.IsNormal, initial.IsOrthogonal, initial.Value));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("sigmoid", 1)]
    [InlineData("scaledtanh", 1)]
    [InlineData("tanh", 5.0 / 3)]
    [InlineData("relu", 1.4142135623730951)]
    [InlineData("gelu", 1.4142135623730951)]
    [InlineData("leakyrelu", 1.4141428569978354)]
    public void Orthogonal_HasTheGainOfTheActivation(string activation, double gain) => Assert.Equal(
        new FirstValues((float)gain, false, true, 0),
        Plans.Of($"input 8x8x8, conv 20 3x3 init orthogonal {activation}, dense 3").Parameters[0].Initial);

    [Fact]
    public void TheNetworksInit_IsThatOfLayersWithoutOne()
    {
        var plan = Plans.Of("init lecun_normal, input 8x8x8, conv 20 3x3 relu, conv 5 3x3 init default relu, dense 3 init constant "
            + "init_value -0.5");
        Assert.Equal(Math.Sqrt(1.0 / 72), plan.Parameters[0].Initial.Scale, 1e-6);
        Assert.Equal(Math.Sqrt(2.0 / 180), plan.Parameters[2].Initial.Scale, 1e-6);
        Assert.Equal(new FirstValues(0, false, false, -0.5f), plan.Parameters[4].Initial);
        Assert.All([1, 3, 5], bias => Assert.Equal(default, plan.Parameters[bias].Initial));
    }
}
