namespace Cnn.CodeFixes.Tests;

public class PoolStrideTests
{
    [Theory]
    [InlineData("CNN2016", "Depth = 4, Stride = 2", "Depth = 4")]
    [InlineData("CNN2102", "2, Stride = 4", "2")]
    [InlineData("CNN2102", "2, Stride = 3, Name = \"a\"", "2, Name = \"a\"")]
    [InlineData("CNN2102", "Stride = 4, WindowHeight = 2, WindowWidth = 4", "WindowHeight = 2, WindowWidth = 4")]
    [InlineData("CNN2102", "2, StrideHeight = 2, StrideWidth = 4", "2")]
    [InlineData("CNN2102", "Ksize = [1, 2, 2, 1], Strides = [1, 4, 4, 1]", "Ksize = [1, 2, 2, 1]")]
    public Task StrideThatSkips_IsLeftOut(string id, string wrong, string right) =>
        FixHarness.Fixes(new PoolStrideCodeFix(), id, Declare.Pool(wrong), Declare.Pool(right));

    [Theory]
    [InlineData("3")]
    [InlineData("WindowHeight = 3, WindowWidth = 2, StrideHeight = 1, StrideWidth = 4")]
    [InlineData("4, Stride = 3")]
    public async Task UnreadPixelsOfOtherKinds_AreLeftAlone(string pool)
    {
        Assert.NotEmpty(Harness.Compile(("Net.cs", Declare.Pool(pool))).OfId("CNN2102"));
        Assert.Empty(await FixHarness.OffersOf(new PoolStrideCodeFix(), Declare.Pool(pool)));
    }

    [Fact]
    public async Task Convolutions_AreLeftAlone()
    {
        string source = Declare.Layers("[Network, Input(8, 8, 4)]", "[ConvLayer(2, Kernel = 2, Stride = 3)]", "[Dense(1)]");
        Assert.NotEmpty(Harness.Compile(("Net.cs", source)).OfId("CNN2102"));
        Assert.Empty(await FixHarness.OffersOf(new PoolStrideCodeFix(), source));
    }
}
