namespace Cnn.EndToEnd.Tests;

public sealed class MnistTests
{
    // Counts and first labels as Yann LeCun's page and every tutorial show them.
    [SkippableFact]
    public void TrainingImages_AreRead()
    {
        var images = Mnist.ReadTraining();
        Assert.Equal(60_000, images.Count);
        Assert.Equal(new TensorShape(28, 28, 1), images.Shape);
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], images.Labels[..10].ToArray());
        // The first image, a five, has its first ink in the sixth row.
        Assert.All(images.GetPixels(0)[..(5 * 28)].ToArray(), pixel => Assert.Equal(0, pixel));
        Assert.Equal([3, 18, 18, 18, 126, 136, 175, 26, 166, 255, 247, 127], images.GetPixels(0).Slice(5 * 28 + 12, 12).ToArray());
    }

    [SkippableFact]
    public void TestImages_AreRead()
    {
        var images = Mnist.ReadTest();
        Assert.Equal(10_000, images.Count);
        Assert.Equal([7, 2, 1, 0, 4, 1, 4, 9, 5, 9], images.Labels[..10].ToArray());
        Assert.Equal(980, images.Labels.ToArray().Count(label => label == 0));
    }
}
