namespace Cnn.Runtime.Tests;

/// <summary>Augmentations that may leave nothing of an image are refused as a run begins.</summary>
public sealed class AugmentationCheckTests
{
    [Fact]
    public void ShiftsOfNarrowImages_AreRefused_WithWhatIsPossible()
    {
        Assert.EndsWith("2x5 out of sight: move it by 1 at most.", Refused(new RandomShift(2), new(2, 5, 1)));
        Assert.EndsWith("1x5 out of sight: leave it out.", Refused(new RandomShift(1), new(1, 5, 1)));
        Assert.EndsWith("5x2 out of sight: set Shift below 2, or to 0.", Refused(new RandomAffine(), new(5, 2, 1)));
        Assert.StartsWith("RandomAffine moves by up to 2 pixels (Shift, 2 where none is set)", Refused(new RandomAffine(), new(1, 1, 1)));
        ((IAugmentation)new RandomAffine { Shift = 0 }).Check(new(1, 1, 1));

        static string Refused(IAugmentation augmentation, TensorShape shape) =>
            Assert.Throws<ArgumentException>(() => augmentation.Check(shape)).Message;
    }

    [Fact]
    public void Augmentation_ThatMayLeaveNothing_IsRefused()
    {
        foreach (IAugmentation augmentation in (IAugmentation[])[new RandomShift(3), new RandomShift(20), new RandomAffine { Shift = 3 }])
        {
            string message = Assert.Throws<ArgumentException>(() => new Trainer<TinySoftmax>(
                TinySoftmax.Create(), new Sgd(0.1f), new() { Augmentation = augmentation }).Run(Sample.Corners(40))).Message;
            Assert.Contains(" and could move all of an image of 3x3 out of sight: ", message);
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => LearningRateFinder.Run(
                TinySoftmax.Create(), new Sgd(0.1f), Sample.Corners(40), new() { Augmentation = augmentation })).Message);
        }
        foreach (IAugmentation augmentation in (IAugmentation[])[new RandomShift(2), new RandomAffine { Shift = 2.9 }])
            new Trainer<TinySoftmax>(TinySoftmax.Create(), new Sgd(0.1f), new() { Augmentation = augmentation }).Run(Sample.Corners(40));
    }
}
