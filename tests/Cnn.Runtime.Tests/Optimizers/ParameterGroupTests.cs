namespace Cnn.Runtime.Tests;

public sealed class ParameterGroupTests
{
    [Fact]
    public void Group_HasItsOwnRateAndDecay_AndTheFirstOneCounts()
    {
        Sgd sgd = new(0.5f)
        {
            WeightDecay = 0.25f,
            Groups = [new("*.bias") { WeightDecay = 0, LearningRateFactor = 2 }, new("b.*") { LearningRateFactor = 0.5f }],
        };
        using ThreeTensors tensors = new(sgd);
        for (int tensor = 0; tensor < 3; tensor++)
        {
            tensors.Parameters(tensor).Fill(1);
            tensors.Gradients(tensor).Fill(0.5f);
        }
        tensors.Step(0, parts: 3);
        Assert.All(tensors.Parameters(0).ToArray(), value => Assert.Equal(1 - (0.5f * 0.75f), value));
        Assert.All(tensors.Parameters(1).ToArray(), value => Assert.Equal(1 - (0.25f * 0.75f), value));
        Assert.All(tensors.Parameters(2).ToArray(), value => Assert.Equal(1 - (1 * 0.5f), value));
    }

    [Fact]
    public void Groups_OfTheSameSettings_ChangeNoBit()
    {
        float[][] results = [.. new[]
        {
            new Adam { WeightDecay = 0.1f },
            new Adam { WeightDecay = 0.5f, Groups = [new("?.weight") { WeightDecay = 0.1f }, new("b.bias") { WeightDecay = 0.1f }] },
        }.Select(Run)];
        Assert.Equal(Sample.Bits(results[0]), Sample.Bits(results[1]));

        static float[] Run(Optimizer optimizer)
        {
            using ThreeTensors tensors = new(optimizer);
            for (int tensor = 0; tensor < 3; tensor++)
            {
                Sample.Floats(tensors.Parameters(tensor).Length, (ulong)tensor + 1).CopyTo(tensors.Parameters(tensor));
                Sample.Floats(tensors.Parameters(tensor).Length, (ulong)tensor + 9).CopyTo(tensors.Gradients(tensor));
            }
            for (int step = 0; step < 3; step++)
                tensors.Step(step, parts: 2);
            return tensors.Packed.ToArray();
        }
    }

    // The middle one of three, so that what changes lies on both sides; its gradient is in no norm. Adam's state stays zero.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FrozenParameters_AreNotTouched_NorCountedInTheNorm(int parts)
    {
        foreach (Optimizer optimizer in (Optimizer[])[
            new Sgd(1) { WeightDecay = 0.5f, ClipNorm = 1, Groups = [new("b.weight") { Frozen = true }] },
            new Adam { WeightDecay = 0.5f, ClipValue = 0.25f, Groups = [new("b.weight") { Frozen = true }] },
            new Lamb { WeightDecay = 0.5f, Groups = [new("b.weight") { Frozen = true }] }])
        {
            using ThreeTensors tensors = new(optimizer);
            for (int tensor = 0; tensor < 3; tensor++)
                tensors.Parameters(tensor).Fill(1);
            tensors.Gradients(0).Fill(0);
            tensors.Gradients(0)[0] = 3;
            tensors.Gradients(1).Fill(100);
            tensors.Gradients(2).Fill(4);
            tensors.Step(0, parts);
            Assert.All(tensors.Parameters(1).ToArray(), value => Assert.Equal(1, value));
            Assert.All(tensors.Gradients(1).ToArray(), value => Assert.Equal(100, value));
            Assert.All(tensors.Parameters(0).ToArray().Concat(tensors.Parameters(2).ToArray()), value => Assert.NotEqual(1, value));
            if (optimizer.ClipNorm is not null)
                Assert.Equal(5, tensors.Update.Norm);
            for (int state = 0; state < optimizer.StateFloatsPerParameter; state++)
                Assert.Equal(new float[12], tensors.State.Slice((state * 48) + 16, 12).ToArray());
        }
    }

    [Fact]
    public void FrozenNetwork_IsRefused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new ThreeTensors(new Sgd(1) { Groups = [new("*.weight") { Frozen = true }, new("*") { Frozen = true }] }));
        Assert.Contains("freeze every parameter of ThreeTensors, so that there is nothing to train", exception.Message);
    }

    [Fact]
    public void FrozenGroup_WithARateOrADecay_IsRefused()
    {
        foreach (ParameterGroup group in (ParameterGroup[])[
            new("a.*") { Frozen = true, LearningRateFactor = 0.1f }, new("a.*") { Frozen = true, WeightDecay = 0 }])
        {
            ArgumentException exception = Assert.Throws<ArgumentException>(() => new ThreeTensors(new Sgd(1) { Groups = [group] }));
            Assert.Contains("\"a.*\" is frozen, and frozen parameters do not change", exception.Message);
        }
    }

    // A network whose code was generated before there were maps, or written by hand.
    [Fact]
    public void FrozenParameters_OfCodeWithoutAMap_AreRefused()
    {
        InvalidOperationException exception = Assert.Throws<InvalidOperationException>(
            () => new TrainingSession<TinySoftmax>(TinySoftmax.Create(), new Sgd(1) { Groups = [new("*.bias") { Frozen = true }] }));
        Assert.Contains("Freezing parameters needs the map of the training pass", exception.Message);
        Assert.Contains("build it again", exception.Message);
    }

    [Fact]
    public void Pattern_ThatNamesNothing_IsRefused_WithTheNames()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new ThreeTensors(new Sgd(1) { Groups = [new("c.*")] }));
        Assert.Contains("\"c.*\" names no parameter of ThreeTensors that is trained", exception.Message);
        Assert.Contains("a.weight, b.weight, b.bias", exception.Message);
    }

    [Fact]
    public void Pattern_OfWhatIsNotTrained_IsRefused()
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            () => new TrainingSession<TinyNorm>(TinyNorm.Create(), new Sgd(1) { Groups = [new("norm1.running_mean")] }));
        Assert.Contains("found only such as are not trained", exception.Message);
    }

    [Fact]
    public void Settings_ThatMakeNoSense_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new ParameterGroup());
        Assert.Throws<ArgumentException>(() => new ParameterGroup("a", ""));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterGroup("a") { LearningRateFactor = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParameterGroup("a") { WeightDecay = float.NaN });
        Assert.Throws<ArgumentNullException>(() => new Sgd(1) { Groups = null! });
    }
}
