namespace Cnn.Runtime.Tests;

/// <summary>Batch norms hide numbers without bounds from the loss of a step; what a model makes of them is looked at as well.</summary>
public sealed class FoldedDivergenceTests
{
    private const string Found = "found Infinity in 'norm1.weight' with batch norm 'norm1' folded in";
    private const string Remedy = "Load weights from before that training diverged, or train again with a smaller learning rate.";
    private readonly TinyFold _network = TinyFold.Create();

    /// <summary>γ is finite, and so are the losses of a batch that is normalised; γ times the pixels as they are, 2550, is not.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PredictionsForTheLastBatch_AreLookedAt(bool isTested)
    {
        LabeledImages data = new([0, 255, 255, 0], TinyFold.Info.Input, [0, 1], TinyFold.Classes) { Scale = 10 };
        Trainer<TinyFold> trainer = new(_network, new Sgd(1e36f));
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(() => trainer.Run(data, isTested ? data : null));
        Assert.Null(exception.Parameter);
        Assert.False(exception.IsOfTest);
        Assert.True(float.IsFinite(exception.Loss));
        Assert.Matches(
            "^A prediction for the last batch became (NaN|-?Infinity) by the last step, step 1 of epoch 1, at a learning rate of 1e36\\. "
            + "Predictions are by the running statistics of batch norms; those of a batch, which steps use, keep the loss finite\\. "
            + "Start again ",
            exception.Message);
        Assert.All(_network.Parameters.SelectMany(view => view.ToArray()), value => Assert.True(float.IsFinite(value)));
    }

    /// <summary>γ is finite, and divided by the running deviation it is not.</summary>
    [Fact]
    public void FoldedWeights_AreLookedAtAfterTheLastStep()
    {
        _network.Parameters.Find("norm1.running_var").CopyFrom([0, 0]);
        Trainer<TinyFold> trainer = new(_network, new Sgd(1e37f));
        TrainingDivergedException exception = Assert.Throws<TrainingDivergedException>(
            () => trainer.Run(new LabeledImages([0, 255, 255, 0], TinyFold.Info.Input, [0, 1], TinyFold.Classes)));
        Assert.Equal("norm1.weight", exception.Parameter);
        Assert.Matches(
            "^-?Infinity is in 'norm1.weight' with batch norm 'norm1' folded in, after epoch 1, step 1, whose loss was ",
            exception.Message);
    }

    [Fact]
    public void SmallRates_Train()
    {
        LabeledImages data = new([0, 255, 255, 0], TinyFold.Info.Input, [0, 1], TinyFold.Classes);
        Assert.Single(new Trainer<TinyFold>(_network, new Sgd(0.1f)).Run(data));
        Assert.True(float.IsFinite(Model<TinyFold>.From(_network.Parameters).CreateSession().Predict([1f, 0])[0]));
    }

    [Fact]
    public void NetworkThatIsNotFiniteWhenFolded_IsNeitherFrozenNorLoadedAsAModel()
    {
        _network.Parameters.Find("norm1.weight").CopyFrom([1, 3e38f]);
        Assert.NotNull(Model<TinyFold>.From(_network.Parameters));
        _network.Parameters.Find("norm1.running_var").CopyFrom([1, 0]);
        Assert.Equal(
            $"TinyFold cannot be frozen: expected finite parameters, {Found}. {Remedy}",
            Assert.Throws<InvalidOperationException>(() => Model<TinyFold>.From(_network.Parameters)).Message);
        using TemporaryFolder folder = new();
        string path = folder["net.safetensors"];
        _network.Parameters.Save(path);
        Assert.EndsWith(
            $": expected finite values, {Found}; load weights from before that training diverged.",
            Assert.Throws<WeightFileException>(() => Model<TinyFold>.Load(path)).Message);
    }

    /// <summary>Of a convolution's kernel the norm is named that makes it infinite; where a transformation does, that is said.</summary>
    [Fact]
    public void KernelThatIsNotFinite_IsNamedWithItsNorm_OrAsTransformed()
    {
        NetworkInfo info = new()
        {
            Name = "Net",
            Input = TinyFold.Info.Input,
            Output = TinyFold.Info.Output,
            OutputFunction = TinyFold.Info.OutputFunction,
            Loss = TinyFold.Info.Loss,
            Layers = TinyFold.Info.Layers,
            Parameters =
            [
                ParameterInfo.Kernel("conv1.weight", 0, 1, 1, 3, 3, 0, false),
                ParameterInfo.Vector("bn1.weight", 144, 1, 1),
                ParameterInfo.Vector("bn1.bias", 160, 1, 0),
                ParameterInfo.Vector("bn1.running_mean", 176, 1, 0, isTrainable: false),
                ParameterInfo.Vector("bn1.running_var", 192, 1, 1, isTrainable: false),
                ParameterInfo.Kernel("conv2.weight", 208, 1, 1, 3, 3, 0, false),
            ],
            TrainableFloats = 176,
            ParameterFloats = 352,
            Folds = [new BatchNormFold(0, -1, 1, 2, 3, 4, 0.25f)],
            Prepared = [new PreparedWeights(0, 3, 4, 0), new PreparedWeights(5, 3, 4, 256)],
            PreparedFloats = 512,
            Inference = TinyFold.Info.Inference,
        };
        Assert.Null(Find(1, 1));
        Assert.Equal(new("conv1.weight", "bn1", float.PositiveInfinity), Find(3e38f, 0));
        Assert.Equal("'conv1.weight' with batch norm 'bn1' folded in", Find(3e38f, 0)!.Value.Place);
        Assert.Equal(("conv2.weight", null), (Find(1, 3e38f)!.Value.Parameter, Find(1, 3e38f)!.Value.Norm));
        Assert.Equal("'conv2.weight' as its kernel reads it, transformed", Find(1, 3e38f)!.Value.Place);

        FoldedNotFinite? Find(float first, float second)
        {
            NetworkParameters parameters = NetworkParameters.Create(info);
            parameters[0].CopyFrom(Enumerable.Repeat(first, 9).ToArray());
            parameters[4].CopyFrom([first > 1 ? 0 : 1]);
            parameters[5].CopyFrom(Enumerable.Repeat(second, 9).ToArray());
            using Arena prepared = new(info.PreparedFloats);
            WeightPreparation.Prepare(BatchNormFolding.Fold(parameters), prepared);
            return FoldedNotFinite.In(parameters, prepared);
        }
    }
}
