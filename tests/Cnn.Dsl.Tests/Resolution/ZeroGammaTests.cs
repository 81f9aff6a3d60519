namespace Cnn.Dsl.Tests;

/// <summary>Which batch norms begin at 0 where the network asks for it: the last of each branch that is not the shortcut.</summary>
public sealed class ZeroGammaTests
{
    private const string Branch = "conv 8 3x3 same, batchnorm, relu, conv 8 3x3 same";

    public static TheoryData<string, string> Sums { get; } = new()
    {
        { $"residual relu {{ {Branch}, a: batchnorm }}", "a" },
        { $"residual relu {{ {Branch}, a: batchnorm }} shortcut {{ conv 8 1x1, batchnorm }}", "a" },
        { $"residual relu {{ {Branch}, a: batchnorm, dropout 0.2 }}", "a" },
        { $"residual {{ {Branch}, a: batchnorm }}, residual {{ {Branch}, b: batchnorm }}", "a b" },
        { $"residual {{ {Branch}, residual {{ {Branch}, a: batchnorm }}, conv 8 1x1, b: batchnorm }}", "a b" },
        // The shortcut stands first, as it may where the layers are named.
        { $"c: conv 8 1x1 from input, s: batchnorm, d: conv 8 3x3 same from input, batchnorm, relu, conv 8 3x3 same, a: batchnorm, add s a",
            "a" },
        // Of equally long ones, the last is the shortcut.
        { "conv 8 3x3 same from input, a: batchnorm, conv 8 3x3 same from input, b: batchnorm, add a b", "a" },
        // All branches but the shortcut.
        { "conv 8 3x3 same from input, a: batchnorm, conv 8 3x3 same from input, b: batchnorm, add input b a", "a b" },
        // A sum of a layer with itself has one summand, which is the shortcut.
        { $"residual {{ {Branch}, a: batchnorm }}, conv 8 1x1, c: batchnorm, add c c", "a" },
        { $"{Branch}, a: batchnorm zero_gamma", "a" },
    };

    [Theory]
    [MemberData(nameof(Sums))]
    public void ZeroGamma_IsOfTheLastNormOfEachBranch(string layers, string expected)
    {
        bool asked = layers.Contains("add") || layers.Contains("residual");
        var parsed = CnnParser.Parse($"network Net {{ {(asked ? "zero_gamma, " : "")}input 8x8x8, {layers} }}", "");
        Assert.Empty(parsed.Issues);
        var result = Resolver.Resolve(parsed.Networks[0]);
        Assert.DoesNotContain(result.Issues, issue => issue.Descriptor.Severity == IssueSeverity.Error);
        var norms = result.Spec!.Layers.OfType<BatchNormSpec>().ToArray();
        Assert.Equal(expected.Split(' '), norms.Where(norm => norm.ZeroGamma).Select(norm => norm.Name).Order());
        Assert.All(norms, norm => Assert.Equal(
            [norm.ZeroGamma ? 0 : 1, 0f, 0, 1], norm.Parameters.Select(parameter => parameter.InitialValue)));
    }
}
