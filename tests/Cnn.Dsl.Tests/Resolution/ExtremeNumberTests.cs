namespace Cnn.Dsl.Tests;

/// <summary>Numbers that only attributes can have: NaN and infinities, in each argument that takes a fraction.</summary>
public sealed class ExtremeNumberTests
{
    public static TheoryData<string, string, string> Arguments { get; } = new()
    {
        { "batchnorm", "epsilon", "epsilon is {0}, and must be above 0 and at most 1" },
        { "batchnorm", "momentum", "momentum is {0}, and must be from 0 to 1" },
        { "dropout", "rate", "The dropped share is {0}, and must be from 0 to below 1" },
        { "lrn", "alpha", "alpha is {0}, and must be from 0 to 1000000000" },
        { "lrn", "beta", "beta is {0}, and must be from 0 to 100" },
        { "lrn", "k", "k is {0}, and must be from 1E-30 to 1000000000" },
        { "aux", "weight", "The weight of the loss is {0}, and must be above 0 and finite" },
    };

    [Theory]
    [MemberData(nameof(Arguments))]
    public void NumbersThatAreNone_AreShownAsTheyAre(string keyword, string argument, string message)
    {
        // The last is below 0 as it was written, and none of it is left as a float.
        foreach (var (value, shown) in new[] { (double.NaN, "NaN"), (double.PositiveInfinity, "Infinity"),
            (double.NegativeInfinity, "-Infinity"), (-double.Epsilon, "-5E-324") })
        {
            var layer = Declare.Layer(keyword, (argument, value));
            var issue = Resolver.Resolve(Declare.Network(Declare.Input(8, 8, 1), Declare.Layer("relu"), layer, Declare.Layer("relu")))
                .Issues.First(one => one.Descriptor.Id == "CNN1010");
            Assert.Equal(Declare.RangeOfArgument(0), issue.Range);
            Assert.Contains(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, Declare.Capital(message), shown), issue.Message);
        }
    }

    [Theory]
    [InlineData("mean", double.NaN, "mean is NaN, and must be finite as a 32-bit float")]
    [InlineData("mean", double.PositiveInfinity, "mean is Infinity")]
    [InlineData("mean", double.NegativeInfinity, "mean is -Infinity")]
    [InlineData("mean", 1e39, "mean is 1E+39, and must be finite as a 32-bit float")]
    [InlineData("deviation", double.NaN, "deviation is NaN, and must be above 0 and finite as a 32-bit float")]
    [InlineData("deviation", double.PositiveInfinity, "deviation is Infinity")]
    [InlineData("deviation", double.Epsilon, "deviation is 5E-324, and must be above 0")]
    public void PixelsOfNoNumbers_AreAnError(string argument, double value, string message)
    {
        var input = Declare.Layer("input", ("height", 8), ("width", 8), ("channels", 1), (argument, new[] { value }));
        var issue = Assert.Single(Resolver.Resolve(Declare.Network(input, Declare.Layer("relu"))).Issues);
        Assert.Equal(("CNN1010", Declare.RangeOfArgument(3)), (issue.Descriptor.Id, issue.Range));
        Assert.Contains(Declare.Capital(message), issue.Message);
    }

    [Theory]
    [InlineData("conv", "maps", "maps")]
    [InlineData("dense", "outputs", "outputs")]
    [InlineData("maxpool", "window", "window")]
    [InlineData("maxpool", "depth", "depth")]
    [InlineData("lrn", "size", "size")]
    [InlineData("rbf", "outputs", "outputs")]
    public void SmallestInteger_KeepsItsSign(string keyword, string argument, string shown)
    {
        (string, object)[] arguments = keyword == "conv" ? [(argument, int.MinValue), ("kernel", 1)] : [(argument, int.MinValue)];
        var issues = Resolver.Resolve(Declare.Network(Declare.Input(1, 1, 1), Declare.Layer(keyword, arguments))).Issues;
        Assert.Contains($"{Declare.Capital(shown)} is -2147483648, and must be at least 1", Assert.Single(issues).Message);
    }

    [Fact]
    public void SmallestIntegers_OfTensorFlowsFour_KeepTheirSigns()
    {
        var layer = Declare.Layer("avgpool", ("ksize", new[] { int.MinValue, int.MinValue, 1, 1 }));
        var issues = Resolver.Resolve(Declare.Network(Declare.Input(8, 8, 1), layer)).Issues;
        Assert.Equal(["CNN2002", "CNN2002"], issues.Select(issue => issue.Descriptor.Id));
        Assert.All(issues, issue => Assert.Contains("is -2147483648, and a window has at least 1", issue.Message));
    }
}
