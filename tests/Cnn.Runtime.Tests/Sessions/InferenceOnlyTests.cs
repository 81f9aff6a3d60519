namespace Cnn.Runtime.Tests;

/// <summary>A network that is declared for predictions only.</summary>
public sealed class InferenceOnlyTests
{
    private const string Message = "PredictingSoftmax is declared for predictions only and has no code that trains.";

    [Fact]
    public void Facts_SayThatThereIsNoTraining()
    {
        Assert.False(PredictingSoftmax.Info.Trains);
        Assert.True(TinySoftmax.Info.Trains);
        string message = Assert.Throws<InvalidOperationException>(() => PredictingSoftmax.Info.Training).Message;
        Assert.Equal(Message + " To train it, leave 'Training = false' ('inference_only' in text) out of its declaration.", message);
    }

    [Fact]
    public void TrainingSessionAndTrainer_SayWhyThereIsNone()
    {
        PredictingSoftmax network = PredictingSoftmax.Create();
        Assert.Contains(Message, Assert.Throws<InvalidOperationException>(() => new TrainingSession<PredictingSoftmax>(network, new Sgd(1)))
            .Message);
        Trainer<PredictingSoftmax> trainer = new(network, new Sgd(1));
        Assert.Contains(Message, Assert.Throws<InvalidOperationException>(() => trainer.Run(Sample.Corners(16))).Message);
        Assert.Contains(Message, Assert.Throws<InvalidOperationException>(RunTraining<PredictingSoftmax>).Message);
    }

    [Fact]
    public void Predictions_AreThoseOfTheNetworkThatTrains()
    {
        float[] images = Sample.Floats(4 * 9), expected = new float[16], found = new float[16];
        using InferenceSession<TinySoftmax> trained = Model<TinySoftmax>.From(TinySoftmax.Create().Parameters).CreateSession();
        trained.Predict(images, expected);
        using InferenceSession<PredictingSoftmax> predicting = Model<PredictingSoftmax>.From(PredictingSoftmax.Create().Parameters)
            .CreateSession();
        predicting.Predict(images, found);
        Assert.Equal(expected, found);
    }

    private static void RunTraining<TNetwork>()
        where TNetwork : class, INetwork<TNetwork>
    {
        TrainingPass pass = default;
        TNetwork.RunTraining(0, ref pass, 0, 1);
    }
}
