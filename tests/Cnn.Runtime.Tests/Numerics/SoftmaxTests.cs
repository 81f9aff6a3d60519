namespace Cnn.Runtime.Tests;

public sealed class SoftmaxTests
{
    [Fact]
    public void Softmax_OfEveryLength_MatchesDoublePrecision()
    {
        for (int classes = 1; classes <= 70; classes++)
        {
            float[] logits = Sample.Floats(classes, (ulong)classes, 20);
            float[] found = new float[classes];
            VectorMath.Softmax(ref logits[0], ref found[0], classes);
            double sum = logits.Sum(logit => Math.Exp(logit));
            for (int i = 0; i < classes; i++)
                Assert.True(Ulp.Distance(found[i], Math.Exp(logits[i]) / sum) < 40, $"classes {classes}, class {i}");
            Assert.Equal(1.0, found.Sum(share => (double)share), 1e-6);
        }
    }

    [Fact]
    public void Softmax_OfHugeLogits_DoesNotOverflow()
    {
        float[] x = [3e38f, -3e38f, 3e38f];
        VectorMath.Softmax(ref x[0], ref x[0], 3);
        Assert.Equal([0.5f, 0, 0.5f], x);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(16)]
    [InlineData(40)]
    public void Softmax_WithANaN_IsNaNThroughout(int classes)
    {
        for (int at = 0; at < classes; at++)
        {
            float[] x = Sample.Floats(classes);
            x[at] = float.NaN;
            VectorMath.Softmax(ref x[0], ref x[0], classes);
            Assert.All(x, value => Assert.True(float.IsNaN(value)));
        }
    }
}
