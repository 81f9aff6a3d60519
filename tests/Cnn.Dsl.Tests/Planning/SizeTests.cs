namespace Cnn.Dsl.Tests;

public class SizeTests
{
    /// <summary>The checker runs on every edit, so planning must not be quadratic in the number of layers: where it was, these took minutes instead of seconds.</summary>
    [Theory]
    [InlineData("dense 16")]
    [InlineData("dense 16 relu, dropout 0.5")]
    [InlineData("relu")]
    public void LongestNetworks_AreChecked(string layer)
    {
        int count = 9_900 / layer.Split(',').Length;
        string statements = "input 4x4x1, " + string.Join(", ", Enumerable.Repeat(layer, count));
        var declaration = Assert.Single(CnnParser.ParseSource(statements, new("Net", SourceRange.None), "").Networks);
        Assert.NotNull(NetworkChecker.Check(declaration).Spec);
    }
}
