namespace Cnn.Runtime.Tests;

public sealed class ViewTests
{
    private static readonly TensorShape _small = new(2, 3, 2);
    private static readonly ImageView[] _several = [ImageView.AsItIs, ImageView.Mirrored, new() { Down = 1, Right = -1 }];

    // Pixels 0 1 2 / 3 4 5, each with a second channel that is ten more.
    [Theory]
    [InlineData(false, 0, 0, "0 1 2 3 4 5")]
    [InlineData(true, 0, 0, "2 1 0 5 4 3")]
    [InlineData(false, 1, 0, "0 1 2 0 1 2")]
    [InlineData(false, -1, 0, "3 4 5 3 4 5")]
    [InlineData(false, 0, 1, "0 0 1 3 3 4")]
    [InlineData(false, 0, -2, "2 2 2 5 5 5")]
    [InlineData(true, 1, 1, "2 2 1 2 2 1")]
    [InlineData(true, 0, -1, "1 0 0 4 3 3")]
    public void View_MirrorsThenMoves_AndRepeatsTheEdge(bool isMirrored, int down, int right, string expected)
    {
        float[] image = [.. Enumerable.Range(0, 6).SelectMany(pixel => new float[] { pixel, pixel + 10 })];
        float[] seen = new float[image.Length];
        new ImageView { IsMirrored = isMirrored, Down = down, Right = right }.Copy(image, _small, seen, _small);
        Assert.Equal(expected, string.Join(' ', seen.Where((_, i) => i % 2 == 0)));
        Assert.Equal(seen.Where((_, i) => i % 2 == 0).Select(value => value + 10), seen.Where((_, i) => i % 2 == 1));
    }

    [Fact]
    public void OneViewAsItIs_IsThePlainEvaluation()
    {
        LabeledImages data = Sample.Corners(17, 5);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create(4).Parameters).CreateSession();
        Evaluation plain = session.Evaluate(data), found = Evaluation.OfViews(session, data, [ImageView.AsItIs]);
        Assert.Equal(plain.Predictions.ToArray(), found.Predictions.ToArray());
        Assert.Equal(plain.MeanLoss, found.MeanLoss, 1e-6);
    }

    [Fact]
    public void OfASoftmax_ProbabilitiesAreAveraged()
    {
        LabeledImages data = Sample.Corners(97, 5);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create(4).Parameters).CreateSession();
        double[][] means = Means(session, data, _several, logits =>
        {
            double[] exponentials = [.. logits.Select(logit => Math.Exp(logit))];
            return [.. exponentials.Select(value => value / exponentials.Sum())];
        });
        Evaluation found = Evaluation.OfViews(session, data, _several);
        CheckRanks(found, data, means, best: -1);
        Assert.Equal(means.Select((mean, i) => -Math.Log(mean[data.Labels[i]])).Average(), found.MeanLoss, 1e-6);
        Assert.NotEqual(session.Evaluate(data).Predictions.ToArray(), found.Predictions.ToArray());
    }

    [Fact]
    public void OfScores_TheseAreAveraged()
    {
        LabeledImages data = Sample.Corners(97, 5);
        using InferenceSession<TinyScores<HingeEnd>> session =
            Model<TinyScores<HingeEnd>>.From(TinyScores<HingeEnd>.Create(4).Parameters).CreateSession();
        double[][] means = Means(session, data, _several, scores => scores);
        Evaluation found = Evaluation.OfViews(session, data, _several);
        CheckRanks(found, data, means, best: -1);
        double expected = means.Select((mean, i) => mean.Where((_, k) => k != data.Labels[i])
            .Sum(other => Math.Max(0, 1 - mean[data.Labels[i]] + other)) / TinySoftmax.Classes).Average();
        Assert.Equal(expected, found.MeanLoss, 1e-6);
    }

    [Fact]
    public void OfDistances_TheSmallestMeanIsTheClass()
    {
        LabeledImages data = Sample.Corners(97, 5);
        using InferenceSession<TinyScores<DistanceEnd>> session =
            Model<TinyScores<DistanceEnd>>.From(TinyScores<DistanceEnd>.Create(4).Parameters).CreateSession();
        double[][] means = Means(session, data, _several, distances => distances);
        Evaluation found = Evaluation.OfViews(session, data, _several);
        CheckRanks(found, data, means, best: 1);
        // LeNet-5's criterion, eq. 9 of the paper, with j = 0.1.
        double expected = means.Select((mean, i) =>
            mean[data.Labels[i]] + Math.Log(Math.Exp(-0.1) + mean.Sum(distance => Math.Exp(-distance)))).Average();
        Assert.Equal(expected, found.MeanLoss, 1e-6);
    }

    [Fact]
    public void Loss_IsTheOneThatIsGiven()
    {
        LabeledImages data = Sample.Corners(31, 5);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create(4).Parameters).CreateSession();
        Evaluation ignoring = Evaluation.OfViews(session, data, _several, new SoftmaxCrossEntropy { IgnoredLabel = 2 });
        Assert.Equal(data.Labels.ToArray().Count(label => label != 2), ignoring.LabelCount);
        Assert.Equal(Evaluation.OfViews(session, data, _several).Predictions.ToArray(), ignoring.Predictions.ToArray());
    }

    [Fact]
    public void ViewsOfNothing_AreRefused()
    {
        LabeledImages data = Sample.Corners(2);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create(4).Parameters).CreateSession();
        Assert.Contains(
            "needs one or more; found none", Assert.Throws<ArgumentException>(() => Evaluation.OfViews(session, data, [])).Message);
        Assert.Contains(
            "views[1] moves TinySoftmax's images of 3x3x1 by 0 down and -3 to the right",
            Assert.Throws<ArgumentException>(
                () => Evaluation.OfViews(session, data, [ImageView.AsItIs, new() { Right = -3 }])).Message);
        Assert.Contains(
            "by -2147483648 down", Assert.Throws<ArgumentException>(
                () => Evaluation.OfViews(session, data, [new() { Down = int.MinValue }])).Message);
    }

    [Fact]
    public void ViewsOfFloatTargets_AreRefused_WithWhatEvaluatesThem()
    {
        using InferenceSession<TinyRegression> session = Model<TinyRegression>.From(TinyRegression.Create().Parameters).CreateSession();
        LabeledImages data = new(new byte[2], new TensorShape(1, 1, 2), [0], classCount: 1);
        Assert.Contains(
            "the loss of TinyRegression is MeanSquaredError. Views and crops are averaged for class labels only: evaluate data with float "
                + "targets by TargetEvaluation.Of, the images as they are.",
            Assert.Throws<InvalidOperationException>(() => Evaluation.OfViews(session, data, [ImageView.AsItIs])).Message);
    }

    [Fact]
    public void ViewsOfMaps_AreRefused()
    {
        using InferenceSession<TinyScores<MapEnd>> session =
            Model<TinyScores<MapEnd>>.From(TinyScores<MapEnd>.Create(4).Parameters).CreateSession();
        Assert.Contains(
            "ends in 1x2x2, with predictions for each pixel",
            Assert.Throws<InvalidOperationException>(() => Evaluation.OfViews(session, Sample.Corners(2), [ImageView.Mirrored])).Message);
    }

    /// <summary>For each image the mean over the views of what the outputs of each are made to.</summary>
    private static double[][] Means<TNetwork>(
        InferenceSession<TNetwork> session, LabeledImages data, ImageView[] views, Func<double[], double[]> made)
        where TNetwork : class, INetwork<TNetwork>
    {
        float[] image = new float[TinySoftmax.Inputs], seen = new float[TinySoftmax.Inputs];
        double[][] means = new double[data.Count][];
        for (int i = 0; i < means.Length; i++)
        {
            data.CopyBatch([i], image, new int[1]);
            means[i] = new double[TinySoftmax.Classes];
            foreach (ImageView view in views)
            {
                view.Copy(image, data.Shape, seen, data.Shape);
                session.Predict(seen);
                double[] outputs = made([.. session.GetLogits(0).ToArray().Select(value => (double)value)]);
                for (int k = 0; k < outputs.Length; k++)
                    means[i][k] += outputs[k] / views.Length;
            }
        }
        return means;
    }

    /// <summary>That predictions and top-k errors are those of the means, the smallest (1) or the largest (-1) being the best.</summary>
    private static void CheckRanks(Evaluation found, LabeledImages data, double[][] means, int best)
    {
        int[][] orders = [.. means.Select(mean => Enumerable.Range(0, mean.Length).OrderBy(k => best * mean[k]).ToArray())];
        Assert.Equal(orders.Select(order => order[0]), found.Predictions.ToArray());
        for (int k = 1; k <= TinySoftmax.Classes; k++)
        {
            int right = orders.Where((order, i) => order.Take(k).Contains(data.Labels[i])).Count();
            Assert.Equal((double)right / data.Count, found.GetTopKAccuracy(k), 1e-12);
        }
        Assert.True(found.WrongCount is > 0 and < 97);
    }
}
