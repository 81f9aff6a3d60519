namespace Cnn.Runtime.Tests;

public sealed class SgdTests
{
    [Theory]
    [InlineData(0f, 0f, false)]
    [InlineData(0.9f, 0f, false)]
    [InlineData(0.9f, 0.01f, false)]
    [InlineData(0.9f, 0.01f, true)]
    [InlineData(0f, 0.01f, false)]
    public void Update_OfEveryLength_FollowsPyTorchsDefinition(float momentum, float decay, bool nesterov)
    {
        Sgd sgd = new(0.125f) { Momentum = momentum, WeightDecay = decay, Nesterov = nesterov };
        for (int count = 1; count <= 40; count++)
        {
            float[] parameters = Sample.Floats(count, 1);
            double[] exact = [.. parameters.Select(value => (double)value)];
            double[] velocity = new double[count];
            float[] state = new float[count * sgd.StateFloatsPerParameter];
            for (int step = 0; step < 4; step++)
            {
                float[] gradients = Sample.Floats(count, (ulong)(step + 2));
                sgd.Update(new OptimizerRange
                {
                    Parameters = parameters,
                    Gradients = gradients,
                    State = state,
                    StateStride = count,
                    Step = step,
                    LearningRate = 0.125f,
                    WeightDecay = decay,
                });
                for (int i = 0; i < count; i++)
                {
                    // torch.optim.SGD, dampening 0; its first step sets v = d, which is momentum × 0 + d.
                    double d = gradients[i] + (decay * exact[i]);
                    velocity[i] = (momentum * velocity[i]) + d;
                    exact[i] -= 0.125 * (momentum == 0 ? d : nesterov ? d + (momentum * velocity[i]) : velocity[i]);
                }
            }
            for (int i = 0; i < count; i++)
                Assert.Equal(exact[i], parameters[i], 1e-6);
        }
    }

    [Fact]
    public void Update_CutInRanges_GivesTheSameBits()
    {
        Sgd sgd = new(0.1f) { Momentum = 0.9f, WeightDecay = 0.1f, Nesterov = true };
        float[] gradients = Sample.Floats(96, 2);
        float[] whole = Sample.Floats(96, 1);
        float[] wholeState = Sample.Floats(96, 3);
        float[] cut = (float[])whole.Clone();
        float[] cutState = (float[])wholeState.Clone();
        sgd.Update(new OptimizerRange
        {
            Parameters = whole,
            Gradients = gradients,
            State = wholeState,
            StateStride = 96,
            LearningRate = 0.1f,
            WeightDecay = 0.1f,
        });
        foreach ((int begin, int end) in ((int, int)[])[(0, 16), (16, 80), (80, 96)])
        {
            sgd.Update(new OptimizerRange
            {
                Parameters = cut.AsSpan(begin..end),
                Gradients = gradients.AsSpan(begin..end),
                State = cutState,
                StateBegin = begin,
                StateStride = 96,
                LearningRate = 0.1f,
                WeightDecay = 0.1f,
            });
        }
        Assert.Equal(Sample.Bits(whole), Sample.Bits(cut));
        Assert.Equal(Sample.Bits(wholeState), Sample.Bits(cutState));
    }

    [Fact]
    public void Update_WithFewerGradientsThanParameters_IsRefused_AndChangesNothing()
    {
        float[] parameters = Sample.Floats(32, 1);
        float[] before = (float[])parameters.Clone();
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new Sgd(0.1f).Update(new OptimizerRange { Parameters = parameters, Gradients = new float[16] }));
        Assert.Contains("32 parameters need as many gradients; found 16", exception.Message);
        Assert.Equal(before, parameters);
    }

    [Fact]
    public void Nesterov_WithoutMomentum_IsRefused() =>
        Assert.Throws<ArgumentException>(() => new TrainingSession<TinySoftmax>(TinySoftmax.Create(), new Sgd(1) { Nesterov = true }));

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(-0.1f)]
    [InlineData(float.PositiveInfinity)]
    public void Settings_ThatAreNegativeOrNotFinite_AreRefused(float value)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(value));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(1) { Momentum = value });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(1) { WeightDecay = value });
    }
}
