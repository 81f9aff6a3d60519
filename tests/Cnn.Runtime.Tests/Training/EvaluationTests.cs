namespace Cnn.Runtime.Tests;

public sealed class EvaluationTests
{
    [Fact]
    public void TopK_CountsLabelsAmongTheBestScores()
    {
        LabeledImages data = Sample.Corners(97, 5);
        TinySoftmax network = TinySoftmax.Create(4);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.Following(network.Parameters).CreateSession();
        Evaluation evaluation = session.Evaluate(data);
        float[] image = new float[TinySoftmax.Inputs];
        int[] label = new int[1];
        for (int k = 1; k <= TinySoftmax.Classes; k++)
        {
            int wrong = 0;
            for (int i = 0; i < data.Count; i++)
            {
                data.CopyBatch([i], image, label);
                float[] scores = session.Predict(image).ToArray();
                int[] best = [.. Enumerable.Range(0, scores.Length).OrderByDescending(c => scores[c]).Take(k)];
                wrong += best.Contains(label[0]) ? 0 : 1;
            }
            Assert.Equal((double)wrong / data.Count, evaluation.GetTopKErrorRate(k), 1e-12);
            Assert.Equal(1 - ((double)wrong / data.Count), evaluation.GetTopKAccuracy(k), 1e-12);
        }
        Assert.Equal(evaluation.ErrorRate, evaluation.GetTopKErrorRate(1));
        Assert.True(evaluation.ErrorRate > 0);
        Assert.Equal(0, evaluation.GetTopKErrorRate(TinySoftmax.Classes));
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluation.GetTopKErrorRate(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => evaluation.GetTopKErrorRate(TinySoftmax.Classes + 1));
        Assert.Throws<InvalidOperationException>(() => evaluation.GetRocAuc());
    }

    [Fact]
    public void PrecisionRecallAndF1_AreThoseOfTheConfusion()
    {
        // Right are 2 of class 0 and 3 of class 1; one of class 1 is taken for 0, two of class 0 for 1.
        Evaluation evaluation = OfScores([(9, 0, 0), (8, 1, 0), (9, 1, 1), (0, 9, 1), (0, 8, 1), (1, 7, 1), (2, 9, 0), (3, 9, 0)]);
        Assert.Equal(new long[,] { { 2, 2 }, { 1, 3 } }, evaluation.GetConfusionMatrix());
        Assert.Equal(5.0 / 8, evaluation.Accuracy, 1e-12);
        Assert.Equal(2.0 / 3, evaluation.GetPrecision(0), 1e-12);
        Assert.Equal(0.5, evaluation.GetRecall(0), 1e-12);
        Assert.Equal(4.0 / 7, evaluation.GetF1(0), 1e-12);
        Assert.Equal(0.6, evaluation.GetPrecision(1), 1e-12);
        Assert.Equal(0.75, evaluation.GetRecall(1), 1e-12);
        Assert.Equal(6.0 / 9, evaluation.GetF1(1), 1e-12);
        Evaluation none = OfScores([(9, 0, 0), (8, 0, 0)]);
        Assert.True(double.IsNaN(none.GetPrecision(1)));
        Assert.True(double.IsNaN(none.GetRecall(1)));
        Assert.True(double.IsNaN(none.GetF1(1)));
        Assert.True(double.IsNaN(none.GetRocAuc()));
        Assert.Throws<ArgumentOutOfRangeException>(() => none.GetPrecision(2));
    }

    [Fact]
    public void RocAuc_IsTheShareOfPairsInOrder_TiesAHalf()
    {
        // Of one score, so that equal ones are equal to the bit.
        (int, int, int)[] images = [.. Sample.Labels(60, 12, 4).Zip(Sample.Labels(60, 2, 5), (score, label) => (0, score, label))];
        double better = 0;
        int pairs = 0;
        foreach ((int zero, int one, int label) in images)
        {
            foreach ((int otherZero, int otherOne, int otherLabel) in images)
            {
                if (label != 1 || otherLabel != 0)
                    continue;
                pairs++;
                better += Math.Sign(one - zero - (otherOne - otherZero)) switch { 1 => 1, 0 => 0.5, _ => 0 };
            }
        }
        Assert.Equal(better / pairs, OfScores(images).GetRocAuc(), 1e-12);
        Assert.Equal(1, OfScores([(9, 0, 0), (8, 1, 0), (0, 5, 1)]).GetRocAuc());
        Assert.Equal(0.5, OfScores([(3, 3, 0), (5, 5, 1)]).GetRocAuc());
    }

    [Fact]
    public void IgnoredImages_CountInNoMetric_AndArePredicted()
    {
        (int, int, int)[] images = [(9, 0, 0), (8, 7, 0), (0, 9, -100), (5, 4, 1), (9, 1, -100), (1, 3, 1)];
        Evaluation found = OfScores(images, new SoftmaxCrossEntropy { IgnoredLabel = -100 });
        Evaluation expected = OfScores([.. images.Where(image => image.Item3 >= 0)]);
        Assert.Equal((6, 4, 1), (found.Count, found.LabelCount, found.WrongCount));
        Assert.Equal([0, 0, 1, 0, 0, 1], found.Predictions.ToArray());
        Assert.Equal(expected.MeanLoss, found.MeanLoss, 1e-12);
        Assert.Equal(expected.GetRocAuc(), found.GetRocAuc());
        Assert.Equal(1, found.GetRocAuc());
        Assert.Equal(expected.GetRecall(1), found.GetRecall(1));
    }

    [Fact]
    public void ScoresThatAreNoNumbers_EndTheCurveAsWell()
    {
        TinyFold network = TinyFold.Create();
        network.Parameters.Arena.Span.Fill(float.NaN);
        using InferenceSession<TinyFold> session = Model<TinyFold>.Following(network.Parameters).CreateSession();
        Evaluation evaluation = Evaluation.Of(session, new LabeledImages([1, 2, 3, 4], new TensorShape(1, 1, 2), [0, 1], 2));
        Assert.Equal(0.5, evaluation.GetRocAuc());
    }

    /// <summary>Each image is the scores of two classes, whole numbers, and its label.</summary>
    private static Evaluation OfScores((int Zero, int One, int Label)[] images, Loss? loss = null)
    {
        TinyFold network = TinyFold.Create();
        using InferenceSession<TinyFold> session = Model<TinyFold>.Following(network.Parameters).CreateSession();
        LabeledImages labeled = new(
            [.. images.SelectMany(image => new[] { (byte)image.Zero, (byte)image.One })], new TensorShape(1, 1, 2),
            [.. images.Select(image => Math.Max(0, image.Label))], 2);
        return Evaluation.Of(session, new Relabeled(labeled, [.. images.Select(image => image.Label)]), loss);
    }

    /// <summary>Images with any labels.</summary>
    private sealed class Relabeled(ILabeledData data, int[] own) : ILabeledData
    {
        public int Count => data.Count;

        public TensorShape Shape => data.Shape;

        public int ClassCount => data.ClassCount;

        public void CopyBatch(
            ReadOnlySpan<int> indices, Span<float> images, Span<int> labels, IAugmentation? augmentation, RandomKey key)
        {
            data.CopyBatch(indices, images, labels, augmentation, key);
            for (int i = 0; i < indices.Length; i++)
                labels[i] = own[indices[i]];
        }
    }
}
