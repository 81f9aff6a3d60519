namespace Cnn.Reference.Tests;

/// <summary>The interpreter against numbers that somebody else computed of single layers, outputs and gradients.</summary>
public sealed class KnownAnswerTests
{
    public static TheoryData<string> Answers => [.. KnownAnswer.All.Select(answer => answer.Statements)];

    [Theory]
    [MemberData(nameof(Answers))]
    public void Layer_HasTheOutputsAndGradientsThatAreKnown(string statements)
    {
        var known = KnownAnswer.All.Single(answer => answer.Statements == statements);
        Assert.True(known.Output.Length > 0 && known.InputGradient.Length > 0);
        var computed = known.Computed();
        AssertEqual(known.Output, computed.Output);
        AssertEqual(known.InputGradient, computed.InputGradient);
        AssertEqual(known.ParameterGradient, computed.ParameterGradient);
    }

    private static void AssertEqual(double[] expected, double[] found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], found[i], 1e-12 * Math.Max(1, Math.Abs(expected[i])));
    }
}
