namespace Cnn.Runtime.Tests;

public sealed class LossTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(1000)]
    public void SoftmaxCrossEntropy_MatchesDoublePrecision(int classes)
    {
        float[] logits = Sample.Floats(classes, 4, 10);
        float[] gradient = new float[classes];
        const int Label = 1;
        float loss = Losses.SoftmaxCrossEntropy(ref logits[0], ref gradient[0], classes, Label, 0.25f);
        double sum = logits.Sum(logit => Math.Exp(logit));
        Assert.Equal(Math.Log(sum) - logits[Label], loss, 1e-6 * loss);
        for (int i = 0; i < classes; i++)
            Assert.Equal(0.25 * ((Math.Exp(logits[i]) / sum) - (i == Label ? 1 : 0)), gradient[i], 1e-7);
    }

    [Fact]
    public void SoftmaxCrossEntropy_WhenNearlySure_KeepsTheDigitsOfASmallLoss()
    {
        float[] logits = [20, 0];
        float[] gradient = new float[2];
        float loss = Losses.SoftmaxCrossEntropy(ref logits[0], ref gradient[0], 2, 0, 1);
        // log(1 + e^-20), by its series.
        Assert.Equal(2.061153618190e-9, loss, 1e-15);
    }

    [Theory]
    [InlineData(2, 1f)]
    [InlineData(10, 120f)]
    [InlineData(300, 5f)]
    public void RadialBasis_MatchesDoublePrecision(int classes, float farthest)
    {
        float[] distances = [.. Sample.Floats(classes, 6).Select(value => Math.Abs(value) * farthest)];
        float[] gradient = new float[classes];
        const int Label = 1;
        float loss = Losses.RadialBasis(ref distances[0], ref gradient[0], classes, Label, 0.25f);
        double sum = Math.Exp(-0.1) + distances.Sum(distance => Math.Exp(-distance));
        Assert.Equal(distances[Label] + Math.Log(sum), loss, 1e-6 * Math.Abs(loss));
        for (int i = 0; i < classes; i++)
            Assert.Equal(0.25 * ((i == Label ? 1 : 0) - (Math.Exp(-distances[i]) / sum)), gradient[i], 1e-7);
    }

    // e^-1000 is nothing in any precision: the loss is log(e^-j + e^-1000 + …) = -j beside the distance, and only the label has a gradient.
    [Fact]
    public void RadialBasis_OfFarDistances_DoesNotOverflow()
    {
        float[] distances = [1000, 3000], gradient = new float[2];
        Assert.Equal(2999.9f, Losses.RadialBasis(ref distances[0], ref gradient[0], 2, 1, 1), 1e-3f);
        Assert.Equal([0, 1], gradient);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(600)]
    public void BinaryCrossEntropy_MatchesDoublePrecision(int count)
    {
        float[] logits = Sample.Floats(count, 4, 30);
        float[] targets = [.. Sample.Floats(count, 5).Select(Math.Abs)];
        float[] gradient = new float[count];
        float loss = Losses.BinaryCrossEntropy(ref logits[0], ref targets[0], ref gradient[0], count, 0.5f);
        double sum = 0;
        for (int i = 0; i < count; i++)
        {
            double x = logits[i];
            sum += Math.Max(x, 0) - (x * targets[i]) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
            Assert.Equal(((1 / (1 + Math.Exp(-x))) - targets[i]) * 0.5 / count, gradient[i], 1e-7 / count);
        }
        Assert.Equal(sum / count, loss, 1e-6);
    }

    [Fact]
    public void BinaryCrossEntropy_AtEveryWidth_GivesTheSameLoss()
    {
        float[] logits = Sample.Floats(333, 8, 5);
        float[] targets = [.. Sample.Floats(333, 9).Select(Math.Abs)];
        float[] gradient = new float[333];
        float narrow = Losses.BinaryCrossEntropy<Lanes128>(ref logits[0], ref targets[0], ref gradient[0], 333, 1);
        float middle = Losses.BinaryCrossEntropy<Lanes256>(ref logits[0], ref targets[0], ref gradient[0], 333, 1);
        float wide = Losses.BinaryCrossEntropy<Lanes512>(ref logits[0], ref targets[0], ref gradient[0], 333, 1);
        // Not to the bit: where a width is emulated, multiply-adds round twice.
        Assert.Equal(narrow, middle, 1e-6);
        Assert.Equal(narrow, wide, 1e-6);
    }

    [Fact]
    public void BinaryCrossEntropy_OfHugeLogits_IsFiniteAndExact()
    {
        float[] logits = [1e30f, -1e30f, 200, -200];
        float[] targets = [1, 0, 0, 1];
        float[] gradient = new float[4];
        float loss = Losses.BinaryCrossEntropy(ref logits[0], ref targets[0], ref gradient[0], 4, 1);
        Assert.Equal(100f, loss);
        Assert.Equal([0, 0, 0.25f, -0.25f], gradient);
    }

    [Fact]
    public void MeanSquaredError_MatchesItsDefinition()
    {
        float[] outputs = [1, 2, 3];
        float[] targets = [1, 0, 6];
        float[] gradient = new float[3];
        float loss = Losses.MeanSquaredError(ref outputs[0], ref targets[0], ref gradient[0], 3, 0.5f);
        Assert.Equal(13f / 3, loss, 1e-6f);
        Assert.Equal([0, 2f / 3, -1], gradient);
    }
}
