using System.Globalization;

namespace Cnn.Planning.Tests;

/// <summary>A network that cannot be addressed is told what could be: a batch, and whether it could as one that only predicts.</summary>
public class AddressTests
{
    // The network of the issue: 16.8 million floats a map, and a training step keeps those of every instance.
    private const string Denoiser = "input 512x512x3, conv 64 3x3 pad 1 relu, conv 64 3x3 pad 1 relu, conv 3 3x3 pad 1";

    private const string OnlyPredicting =
        "; a network that only predicts would fit (inference_only). Use a smaller batch";

    [Fact]
    public void TrainingStep_NamesTheLargestBatchThatFits_AndThatPredictingWould()
    {
        var issue = IssueOf(Denoiser);
        Assert.StartsWith("A training step of 32 instances would take ", issue.Message);
        var property = Assert.Single(issue.Properties);
        Assert.Equal("CnnFix.Batch", property.Name);
        int batch = int.Parse(property.Value, CultureInfo.InvariantCulture);
        Assert.InRange(batch, 2, 31);
        Assert.Contains($" can be addressed; a batch of {batch} would fit{OnlyPredicting}", issue.Message);
        Assert.True(Fits($"batch {batch}, {Denoiser}"));
        Assert.False(Fits($"batch {batch + 1}, {Denoiser}"));
        Assert.True(Fits("inference_only, " + Denoiser));
    }

    [Fact]
    public void Prediction_NamesTheLargestBatchThatFits()
    {
        const string Text = "inference_only, inference_batch 100, " + Denoiser;
        var issue = IssueOf(Text);
        Assert.StartsWith("A prediction of 100 instances would take ", issue.Message);
        var property = Assert.Single(issue.Properties);
        Assert.Equal("CnnFix.InferenceBatch", property.Name);
        int batch = int.Parse(property.Value, CultureInfo.InvariantCulture);
        Assert.Contains($"; an inference batch of {batch} would fit. Use a smaller batch", issue.Message);
        Assert.True(Fits(Text.Replace("100", $"{batch}")));
        Assert.False(Fits(Text.Replace("100", $"{batch + 1}")));
    }

    // 64 maps of 2800x2800 are half a billion floats: two such tensors live while it predicts, and all of them with their gradients while
    // it trains.
    [Fact]
    public void StepThatNoBatchFits_NamesNone_ButThatPredictingWould()
    {
        var issue = IssueOf(
            "batch 2, input 2800x2800x16, conv 64 3x3 same relu, conv 64 3x3 same relu, conv 64 3x3 same relu, conv 64 1x1, "
            + "global_avgpool");
        Assert.Empty(issue.Properties);
        Assert.Contains(" can be addressed" + OnlyPredicting, issue.Message);
    }

    // 16 x (6,000 + 5,999)² floats, on the way back only.
    [Fact]
    public void TensorOfTraining_IsNoneOfANetworkThatPredicts()
    {
        const string Text = "input 6000x6000x1, conv 1 6000x6000";
        Assert.StartsWith(
            "The padded gradient of 'conv1' in blocks of 16 channels would take 2,303,616,016 floats, and at most 2,147,483,575 can be "
                + "addressed" + OnlyPredicting,
            IssueOf("batch 1, " + Text).Message);
        Assert.True(Fits("inference_only, " + Text));
    }

    [Fact]
    public void WeightsThatDoNotFit_AreHelpedByNothing()
    {
        var issue = IssueOf("batch 1, input 1x1x40000, a: dense 30000, b: dense 30000 from a, dense 30000, dense 2");
        Assert.StartsWith("The weights would take ", issue.Message);
        Assert.Empty(issue.Properties);
        Assert.Contains(" can be addressed. Use a smaller batch", issue.Message);
    }

    // Whoever goes on with this batch must not meet CNN2155 next.
    [Fact]
    public void BatchOfOne_IsNotNamedWhereABatchNormOfVectorsForbidsIt()
    {
        const string Large = "input 2400x2400x16, conv 64 3x3 same relu, conv 64 3x3 same relu, global_avgpool, ";
        Assert.Equal("1", Assert.Single(IssueOf("batch 3, " + Large + "dense 2").Properties).Value);
        Assert.Empty(IssueOf("batch 3, " + Large + "batchnorm, dense 2").Properties);
    }

    private static Issue IssueOf(string statements)
    {
        var issue = Assert.Single(Checked(statements).Issues, issue => issue.Descriptor.Severity == IssueSeverity.Error);
        Assert.Equal("CNN3001", issue.Descriptor.Id);
        return issue;
    }

    private static bool Fits(string statements) => Checked(statements).Spec is not null;

    private static ResolutionResult Checked(string statements)
    {
        var parsed = CnnParser.ParseSource(statements, new("Net", SourceRange.None), "");
        Assert.Empty(parsed.Issues.Select(issue => issue.Message));
        return NetworkChecker.Check(Assert.Single(parsed.Networks));
    }
}
