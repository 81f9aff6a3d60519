namespace Cnn.CodeFixes.Tests;

public class PoolNumbersTests
{
    [Theory]
    [InlineData("CNN2001", "Ksize = [2, 2, 1]", "Ksize = [1, 2, 2, 1]")]
    [InlineData("CNN2001", "Ksize = [1, 2, 4]", "Ksize = [1, 2, 4, 1]")]
    [InlineData("CNN2001", "Ksize = [2, 4]", "Ksize = [1, 2, 4, 1]")]
    [InlineData("CNN2001", "Ksize = new[] { 2 }", "Ksize = [1, 2, 2, 1]")]
    [InlineData("CNN2001", "Ksize = [1, 2, 2, 1, 1]", "Ksize = [1, 2, 2, 1]")]
    [InlineData("CNN2001", "Ksize = new int[5] { 1, 1, 2, 4, 1 }", "Ksize = [1, 2, 4, 1]")]
    [InlineData("CNN2002", "Ksize = [1, 0, 2, 1]", "Ksize = [1, 1, 2, 1]")]
    [InlineData("CNN2002", "Ksize = new[] { 0, 2, 2, 1 }, Padding = Padding.Same", "Ksize = new[] { 1, 2, 2, 1 }, Padding = Padding.Same")]
    [InlineData("CNN2003", "Ksize = [3, 2, 2, 1]", "Ksize = [1, 2, 2, 1]")]
    [InlineData("CNN2003", "Ksize = new int[] { 3, 1 + 1, 2, 1 }", "Ksize = new int[] { 1, 2, 2, 1 }")]
    [InlineData("CNN2011", "Ksize = [1, 2, 2, 1], Strides = [2, 2]", "Ksize = [1, 2, 2, 1], Strides = [1, 2, 2, 1]")]
    [InlineData("CNN2012", "Ksize = [1, 2, 2, 1], Strides = [1, 2, -2, 1], Name = \"a\"",
        "Ksize = [1, 2, 2, 1], Strides = [1, 2, 1, 1], Name = \"a\"")]
    [InlineData("CNN2013", "Ksize = [1, 2, 2, 1], Strides = [2, 2, 2, 1]", "Ksize = [1, 2, 2, 1], Strides = [1, 2, 2, 1]")]
    [InlineData("CNN2014", "Ksize = [1, 2, 2, 1], Strides = [1, 2, 2, 2]", "Ksize = [1, 2, 2, 1], Strides = [1, 2, 2, 1]")]
    [InlineData("CNN2015", "Ksize = [1, 1, 1, 2], Strides = [1, 2, 1, 2]", "Ksize = [1, 1, 1, 2], Strides = [1, 1, 1, 2]")]
    [InlineData("CNN2016", "Ksize = [1, 1, 1, 4], Strides = [1, 1, 1, 2]", "Ksize = [1, 1, 1, 4], Strides = [1, 1, 1, 4]")]
    public Task WrongNumbers_AreCorrected(string id, string wrong, string right) =>
        FixHarness.Fixes(new PoolNumbersCodeFix(), id, Declare.Pool(wrong), Declare.Pool(right));

    [Theory]
    [InlineData("Pool over height and width: Ksize = [1, 2, 4, 1]", "Ksize = [1, 2, 4, 1]")]
    [InlineData("Pool over channels: Ksize = [1, 1, 1, 2]", "Ksize = [1, 1, 1, 2]")]
    public Task SpaceAndDepthAtOnce_BecomeOneOfThem(string title, string right) =>
        FixHarness.Fixes(new PoolNumbersCodeFix(), "CNN2004", Declare.Pool("Ksize = [1, 2, 4, 2]"), Declare.Pool(right), title);

    [Theory]
    [InlineData("Pool over height and width: Ksize = [1, 2, 2, 1], Strides = [1, 1, 2, 1]", "Ksize = [1, 2, 2, 1], Strides = [1, 1, 2, 1]")]
    [InlineData("Pool over channels: Ksize = [1, 1, 1, 4], Strides = [1, 1, 1, 4]", "Ksize = [1, 1, 1, 4], Strides = [1, 1, 1, 4]")]
    public Task SpaceAndDepthAtOnce_TakeTheStridesAlong(string title, string right) =>
        FixHarness.Fixes(new PoolNumbersCodeFix(), "CNN2004", Declare.Pool("Ksize = [1, 2, 2, 4], Strides = [1, 1, 2, 4]"),
            Declare.Pool(right), title);

    [Fact]
    public async Task DepthThatDoesNotDivideTheChannels_IsNotOffered()
    {
        var offer = Assert.Single(await FixHarness.OffersOf(new PoolNumbersCodeFix(), Declare.Pool("Ksize = [1, 2, 2, 3]")));
        Assert.StartsWith("Pool over height and width", offer.Action.Title);
    }

    [Theory]
    [InlineData("Ksize = new int[0]")]
    [InlineData("Ksize = [1, 2, 1]")]
    [InlineData("Ksize = [2, 1, 2]")]
    [InlineData("Ksize = [1, 1, 2, 1, 1]")]
    [InlineData("Ksize = [2, 2, 2, 2, 2, 2]")]
    [InlineData("Ksize = [0, 2]")]
    public async Task NumbersThatMayMeanSeveralThings_AreLeftAlone(string ksize) =>
        Assert.Empty(await FixHarness.OffersOf(new PoolNumbersCodeFix(), Declare.Pool(ksize)));

    [Fact]
    public async Task NumbersInAText_AreLeftAlone()
    {
        string source = "[Cnn.Network(Source = \"input 8x8x4, maxpool ksize 2 2 2 1, dense 2\")] public partial class Net;";
        Assert.NotEmpty(Harness.Compile(("Net.cs", source)).OfId("CNN2003"));
        Assert.Empty(await FixHarness.OffersOf(new PoolNumbersCodeFix(), source));
    }

    [Fact]
    public async Task AllOfThem_AreCorrected()
    {
        static string Source(string first, string second) =>
            $"using Cnn;\n[Network, Input(8, 8, 4), MaxPool(Ksize = [{first}])] partial class A;\n[Network, Input(8, 8, 4), "
                + $"AveragePool(Ksize = [{second}])] partial class B;\n";
        string after = await FixHarness.ApplyToAll(new PoolNumbersCodeFix(), Source("2, 2, 2, 1", "3, 4, 4, 1"), "CNN2003");
        Assert.Equal(Source("1, 2, 2, 1", "1, 4, 4, 1"), after);
        FixHarness.Compiles(after, "CNN2003");
    }
}
