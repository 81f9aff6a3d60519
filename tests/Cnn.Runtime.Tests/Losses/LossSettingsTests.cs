namespace Cnn.Runtime.Tests;

/// <summary>What a loss is told is checked when it is told, and what does not fit a network when a session is made.</summary>
public sealed class LossSettingsTests
{
    [Fact]
    public void Settings_OutOfTheirRange_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("LabelSmoothing", () => new SoftmaxCrossEntropy { LabelSmoothing = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("LabelSmoothing", () => new SoftmaxCrossEntropy { LabelSmoothing = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>("Delta", () => new HuberLoss { Delta = 0 });
        Assert.Throws<ArgumentOutOfRangeException>("Beta", () => new SmoothL1Loss { Beta = float.PositiveInfinity });
        Assert.Throws<ArgumentOutOfRangeException>("Margin", () => new HingeLoss { Margin = -1 });
        Assert.Throws<ArgumentOutOfRangeException>("Gamma", () => new FocalLoss { Gamma = -0.5f });
        Assert.Throws<ArgumentOutOfRangeException>("Alpha", () => new FocalLoss { Alpha = 1 });
        Assert.Throws<ArgumentOutOfRangeException>("Smooth", () => new DiceLoss { Smooth = -0.5f });
        Assert.Throws<ArgumentOutOfRangeException>("Smooth", () => new DiceLoss { Smooth = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>("Smooth", () => new DiceLoss { Smooth = float.PositiveInfinity });
    }

    [Theory]
    [InlineData(-1f, "ClassWeights[1] is -1")]
    [InlineData(float.NaN, "ClassWeights[1] is NaN")]
    [InlineData(float.PositiveInfinity, "ClassWeights[1] is Infinity")]
    public void ClassWeights_ThatAreNone_AreRefused_WithTheirPlace(float weight, string message)
    {
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy { ClassWeights = [1, weight] }).Message);
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new HingeLoss { ClassWeights = [1, weight] }).Message);
        Assert.Contains(
            "a number above 0", Assert.Throws<ArgumentException>(() => new SoftmaxCrossEntropy { ClassWeights = [0, 0] }).Message);
        Assert.Contains("a number above 0", Assert.Throws<ArgumentException>(() => new FocalLoss { ClassWeights = [] }).Message);
    }

    [Fact]
    public void Weights_AreCopied()
    {
        float[] weights = [1, 2];
        SoftmaxCrossEntropy loss = new() { ClassWeights = weights };
        weights[0] = 9;
        Assert.Equal([1f, 2f], loss.ClassWeights!);
        Assert.Equal("SoftmaxCrossEntropy (class weights 1 2)", loss.ToString());
        Assert.Equal("SoftmaxCrossEntropy", new SoftmaxCrossEntropy().ToString());
    }

    [Fact]
    public void Loss_ThatDoesNotFitTheNetwork_IsRefused_WithThoseThatDo()
    {
        string message = Refusal(new HuberLoss());
        Assert.Contains("HuberLoss does not fit TinySoftmax, which ends in a softmax.", message);
        Assert.Contains("Give one of SoftmaxCrossEntropy, KullbackLeiblerDivergence, FocalLoss, DiceLoss.", message);
        Assert.Contains("TinySoftmax has 4 outputs, and so many ClassWeights SoftmaxCrossEntropy needs; found 3",
            Refusal(new SoftmaxCrossEntropy { ClassWeights = [1, 2, 3] }));
        Assert.Contains("Alpha is of a sigmoid; weight classes by ClassWeights", Refusal(new FocalLoss { Alpha = 0.5f }));
        Assert.Contains("which ends in neither a softmax nor a sigmoid of its own", Assert.Throws<ArgumentException>("loss", () =>
            new TrainingSession<TinyRegression>(TinyRegression.Create(), new Sgd(1), new() { Loss = new BinaryCrossEntropy() })).Message);

        static string Refusal(Loss loss) => Assert.Throws<ArgumentException>("loss", () =>
            new TrainingSession<TinySoftmax>(TinySoftmax.Create(), new Sgd(1), new() { Loss = loss })).Message;
    }

    // Hand-written code has no map of its pass, without which the pass cannot be cut before the loss.
    [Fact]
    public void LossOfSumsOverTheBatch_NeedsTheMapOfThePass() => Assert.Contains(
        "The loss DiceLoss (smooth 2), of sums over the batch, needs the map of the training pass, and the code of TinySoftmax has none",
        Assert.Throws<InvalidOperationException>(() => new TrainingSession<TinySoftmax>(
            TinySoftmax.Create(), new Sgd(1), new() { Loss = new DiceLoss { Smooth = 2 } })).Message);

    [Theory]
    [InlineData(OutputFunction.None, typeof(MeanSquaredError))]
    [InlineData(OutputFunction.Sigmoid, typeof(BinaryCrossEntropy))]
    [InlineData(OutputFunction.Softmax, typeof(SoftmaxCrossEntropy))]
    [InlineData(OutputFunction.RadialBasis, typeof(RadialBasisLoss))]
    public void Default_FollowsFromTheEnd(OutputFunction end, Type expected) => Assert.IsType(expected, Loss.DefaultFor(end));

    [Fact]
    public void Description_HasEveryNumber_AndAMessageTheFirst()
    {
        float[] weights = [.. Enumerable.Range(1, 17).Select(weight => (float)weight)], others = [.. weights[..16], 18];
        Loss loss = new SoftmaxCrossEntropy { ClassWeights = weights }, other = new SoftmaxCrossEntropy { ClassWeights = others };
        Assert.Equal(loss.ToString(), other.ToString());
        Assert.EndsWith("16 …)", loss.ToString());
        Assert.EndsWith("16 17)", loss.Description);
        Assert.NotEqual(loss.Description, other.Description);
    }
}
