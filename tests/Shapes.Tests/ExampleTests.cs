using Cnn;

namespace ShapesExample.Tests;

/// <summary>The examples learn what they show.</summary>
public class ExampleTests
{
    [Fact]
    public void Regression_FindsTheAngle()
    {
        TargetEvaluation test = Regression.Run(seed: 1, CancellationToken.None);

        Assert.InRange(test.R2, 0.97, 1);
        Assert.InRange(test.MeanAbsoluteError, 0, 0.1);
    }

    [Fact]
    public void SeveralLabels_AreFoundTogether()
    {
        TargetEvaluation test = SeveralLabels.Run(Present.Create(1), seed: 1, CancellationToken.None);

        Assert.InRange(test.SubsetAccuracy, 0.9, 1);
    }

    [Fact]
    public void FineTuning_LearnsMoreOfFewDrawingsThanFromScratch()
    {
        (Evaluation tuned, Evaluation fromScratch) = FineTuning.Run(seed: 1, CancellationToken.None);

        Assert.InRange(tuned.ErrorRate, 0, 0.1);
        Assert.True(tuned.ErrorRate < fromScratch.ErrorRate);
    }
}
