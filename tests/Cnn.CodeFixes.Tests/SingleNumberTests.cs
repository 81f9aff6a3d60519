namespace Cnn.CodeFixes.Tests;

public class SingleNumberTests
{
    [Theory]
    [InlineData("[ConvLayer(2, Kernel = 3, Pad = 1)]", "[ConvLayer(2, Kernel = 3, Pad = [1])]")]
    [InlineData("[MaxPool(3, Stride = 1, Pad = Pads.One)]", "[MaxPool(3, Stride = 1, Pad = [Pads.One])]")]
    [InlineData("[ZeroPad(1, Channels = 2)]", "[ZeroPad(1, Channels = [2])]")]
    public async Task OneNumber_BecomesAList(string wrong, string right) => await Fixes(Source("", wrong), Source("", right));

    [Theory]
    [InlineData("Mean = 0.5", "Mean = [0.5]")]
    [InlineData("Deviation = 58", "Deviation = [58]")]
    public async Task OneNumberOfAnInput_BecomesAList(string wrong, string right) =>
        await Fixes(Source(", " + wrong, "[Relu]"), Source(", " + right, "[Relu]"));

    [Fact]
    public async Task OtherErrors_AreLeftAlone() =>
        Assert.Empty(await Offers(Source("", "[ConvLayer(2, Kernel = \"3\")]")
            + "public class User { int _number = \"1\"; int[] _numbers = 1; }\n"));

    private static string Source(string input, string layer) =>
        Declare.Layers($"[Network, Input(8, 8, 4{input})]", layer, "[Dense(2)]")
            + "public static class Pads { public const int One = 1; }\n";

    private static async Task Fixes(string wrong, string right)
    {
        var offer = Assert.Single(await Offers(wrong));
        Assert.Equal(right, await FixHarness.Apply(offer.Action));
        FixHarness.Compiles(right, SingleNumberCodeFix.NoConversion);
    }

    private static Task<FixHarness.Offer[]> Offers(string source) =>
        FixHarness.OffersOf(new SingleNumberCodeFix(), source,
            [.. Harness.Compile(("Net.cs", source)).OfId(SingleNumberCodeFix.NoConversion)]);
}
