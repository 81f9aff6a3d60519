namespace Cnn.Runtime.Tests;

public sealed class TenCropTests
{
    private static readonly TensorShape _large = new(5, 6, 1);

    // torchvision.transforms.functional.ten_crop of numpy.arange(30).reshape(5, 6) with size 3: the first pixel of each crop and the one
    // to its right. The centre begins at (1, 2), as 1.5 is rounded to even.
    [Fact]
    public void Crops_AreTorchvisions()
    {
        float[] image = [.. Enumerable.Range(0, 30).Select(i => (float)i)];
        float[] crop = new float[9];
        (float, float)[] expected = [(0, 1), (3, 4), (12, 13), (15, 16), (8, 9), (5, 4), (2, 1), (17, 16), (14, 13), (9, 8)];
        ImageView[] crops = TenCrops.Of(_large, TinySoftmax.Info.Input);
        Assert.Equal(10, crops.Length);
        for (int i = 0; i < crops.Length; i++)
        {
            crops[i].Copy(image, _large, crop, TinySoftmax.Info.Input);
            Assert.Equal(expected[i], (crop[0], crop[1]));
            Assert.Equal(crop[0] + 6, crop[3]);
        }
    }

    [Fact]
    public void Channels_StayTogether()
    {
        float[] image = [.. Enumerable.Range(0, 2 * 3 * 2).Select(i => (float)i)];
        float[] crop = new float[2 * 2 * 2];
        TensorShape from = new(2, 3, 2), to = new(2, 2, 2);
        TenCrops.Of(from, to)[5].Copy(image, from, crop, to);
        Assert.Equal([4, 5, 2, 3, 10, 11, 8, 9], crop);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public void Evaluation_IsByTheMeanOfTheProbabilities(int count)
    {
        LabeledImages data = Large(count);
        TinySoftmax network = TinySoftmax.Create(3);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(network.Parameters).CreateSession();
        Evaluation found = Evaluation.OfTenCrops(session, data);
        double loss = 0;
        int wrong = 0;
        float[] image = new float[30], crop = new float[9];
        int[] label = new int[1];
        for (int i = 0; i < count; i++)
        {
            data.CopyBatch([i], image, label);
            double[] mean = new double[4];
            for (int part = 0; part < 10; part++)
            {
                TenCrops.Of(_large, TinySoftmax.Info.Input)[part].Copy(image, _large, crop, TinySoftmax.Info.Input);
                session.Predict(crop);
                ReadOnlySpan<float> logits = session.GetLogits(0);
                double[] exponentials = [.. logits.ToArray().Select(logit => Math.Exp(logit))];
                for (int k = 0; k < 4; k++)
                    mean[k] += exponentials[k] / exponentials.Sum() / 10;
            }
            int predicted = Array.IndexOf(mean, mean.Max());
            Assert.Equal(predicted, found.Predictions[i]);
            wrong += predicted == label[0] ? 0 : 1;
            loss -= Math.Log(mean[label[0]]) / count;
        }
        Assert.Equal(loss, found.MeanLoss, 1e-6);
        Assert.Equal((count, wrong), (found.Count, found.WrongCount));
    }

    [Fact]
    public void OfImagesOfTheNetworksSize_HalfTheCropsAreTheImage()
    {
        LabeledImages data = Sample.Corners(6);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create(3).Parameters).CreateSession();
        Assert.Equal(6, Evaluation.OfTenCrops(session, data).Count);
    }

    [Fact]
    public void Loss_IsTheOneThatIsGiven()
    {
        LabeledImages data = Large(12);
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create(3).Parameters).CreateSession();
        float[] weights = [4, 3, 2, 1];
        double sum = 0, divisor = 0;
        for (int i = 0; i < data.Count; i++)
        {
            LabeledImages one = new(data.GetPixels(i).ToArray(), _large, [data.Labels[i]], 4);
            sum += weights[data.Labels[i]] * Evaluation.OfTenCrops(session, one).MeanLoss;
            divisor += weights[data.Labels[i]];
        }
        Evaluation weighted = Evaluation.OfTenCrops(session, data, new SoftmaxCrossEntropy { ClassWeights = weights });
        Assert.Equal(sum / divisor, weighted.MeanLoss, 1e-6);
        Evaluation ignored = Evaluation.OfTenCrops(session, data, new SoftmaxCrossEntropy { IgnoredLabel = data.Labels[0] });
        Assert.Equal(data.Labels.ToArray().Count(label => label != data.Labels[0]), ignored.LabelCount);
        Assert.Contains(
            "Class labels need a network", Assert.Throws<InvalidOperationException>(
                () => Evaluation.OfTenCrops(session, data, new KullbackLeiblerDivergence())).Message);
    }

    [Fact]
    public void WhatHasNoCrops_IsRefused()
    {
        using InferenceSession<TinySoftmax> session = Model<TinySoftmax>.From(TinySoftmax.Create(3).Parameters).CreateSession();
        LabeledImages small = new(new byte[2 * 4], new TensorShape(2, 4, 1), [0], 4);
        Assert.Contains(
            "Crops are 3x3x1, as TinySoftmax reads them",
            Assert.Throws<ArgumentException>(() => Evaluation.OfTenCrops(session, small)).Message);
        LabeledImages classes = new(new byte[30], _large, [0], 5);
        Assert.Contains(
            "tells 4 classes apart; the data has 5",
            Assert.Throws<ArgumentException>(() => Evaluation.OfTenCrops(session, classes)).Message);
        using InferenceSession<TinyRegression> other = Model<TinyRegression>.From(TinyRegression.Create().Parameters).CreateSession();
        Assert.Contains(
            "which a network has that ends in a softmax",
            Assert.Throws<InvalidOperationException>(() => Evaluation.OfTenCrops(other, small)).Message);
    }

    private static LabeledImages Large(int count)
    {
        RandomKey key = new(9);
        byte[] pixels = new byte[count * 30];
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)key.Below(256, (ulong)i);
        return new LabeledImages(pixels, _large, Sample.Labels(count, 4, 2), 4);
    }
}
