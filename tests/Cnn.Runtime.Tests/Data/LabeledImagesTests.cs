namespace Cnn.Runtime.Tests;

public sealed class LabeledImagesTests
{
    private static readonly TensorShape s_shape = new(2, 2, 1);

    [Fact]
    public void CopyBatch_ScalesAndShiftsTheChosenImages()
    {
        LabeledImages data = new([0, 1, 2, 3, 10, 20, 30, 40], s_shape, [2, 0], 3) { Scale = 0.5f, Shift = -1 };
        float[] images = new float[8];
        int[] labels = new int[2];
        data.CopyBatch([1, 0], images, labels);
        Assert.Equal([4, 9, 14, 19, -1, -0.5f, 0, 0.5f], images);
        Assert.Equal([0, 2], labels);
    }

    [Theory]
    [InlineData(65536, 65536, 1)]
    [InlineData(65536, 32768, 1)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    public void Shape_OfMoreThanAnArrayHolds_IsRefused_WithIt(int height, int width, int channels)
    {
        TensorShape shape = new(height, width, channels);
        Assert.Equal($"A shape has 2,147,483,647 elements at most; {height}x{width}x{channels} has more.",
            Assert.Throws<OverflowException>(() => new LabeledImages([], shape, [], 2)).Message);
        Assert.Equal(int.MaxValue, new TensorShape(1, int.MaxValue, 1).ElementCount);
    }

    [Fact]
    public void CopyBatch_OfWrongSizesOrIndices_IsRefused()
    {
        LabeledImages data = new(new byte[8], s_shape, [2, 0], 3);
        Assert.Contains("8 floats; found 7",
            Assert.Throws<ArgumentException>("images", () => data.CopyBatch([0, 1], new float[7], new int[2])).Message);
        Assert.Throws<ArgumentException>(() => data.CopyBatch([0, 1], new float[8], new int[1]));
        Assert.Contains("indices[1] is 2", Assert.Throws<ArgumentException>(() => data.CopyBatch([0, 2], new float[8], new int[2]))
            .Message);
    }

    [Fact]
    public void Images_ThatDoNotFitTheirLabels_AreRefused()
    {
        Assert.Throws<ArgumentException>(() => new LabeledImages(new byte[7], s_shape, [0, 1], 2));
        Assert.Contains("labels[1] is 2", Assert.Throws<ArgumentException>(() => new LabeledImages(new byte[8], s_shape, [0, 2], 2))
            .Message);
        Assert.Throws<ArgumentException>(() => new LabeledImages([], new TensorShape(0, 2, 1), [], 2));
    }

    [Fact]
    public void Labels_ThatAreChangedAfterTheyWereChecked_ChangeNothing()
    {
        int[] labels = [2, 0];
        LabeledImages data = new(new byte[8], s_shape, labels, 3);
        labels[0] = 1_000_000;
        int[] copied = new int[1];
        data.CopyBatch([0], new float[4], copied);
        Assert.Equal((2, 2), (copied[0], data.Labels[0]));
    }

    [Fact]
    public void PadTo_PutsTheImagesInTheMiddle()
    {
        LabeledImages data = new([1, 2, 3, 4, 5, 6, 7, 8], s_shape, [0, 1], 2);
        LabeledImages padded = data.PadTo(4, 5, 9);
        Assert.Equal([9, 9, 9, 9, 9, 9, 1, 2, 9, 9, 9, 3, 4, 9, 9, 9, 9, 9, 9, 9], padded.GetPixels(0).ToArray());
        Assert.Equal(6, padded.GetPixels(1)[7]);
        Assert.Throws<ArgumentOutOfRangeException>(() => data.PadTo(1, 5));
    }

    [Fact]
    public void Take_KeepsTheFirst()
    {
        LabeledImages data = new([1, 2, 3, 4, 5, 6, 7, 8], s_shape, [0, 1], 2);
        Assert.Equal(1, data.Take(1).Count);
        Assert.Equal(2, data.Take(5).Count);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void ScaleOrShift_ThatIsNotFinite_IsRefusedWhereItIsSet(float value)
    {
        Assert.StartsWith(
            "Scale must be finite.",
            Assert.Throws<ArgumentOutOfRangeException>("Scale", () => new LabeledImages([], s_shape, [], 3) { Scale = value }).Message);
        Assert.Throws<ArgumentOutOfRangeException>("Shift", () => new LabeledImages([], s_shape, [], 3) { Shift = value });
        Assert.Equal(-2, new LabeledImages([], s_shape, [], 3) { Scale = -2 }.Scale);
    }

    [Fact]
    public void RandomShift_MovesEveryWayAndNoFarther()
    {
        byte[] pixels = new byte[49];
        pixels[(3 * 7) + 3] = 255;
        HashSet<int> seen = [];
        for (ulong seed = 0; seed < 400; seed++)
        {
            float[] shifted = new float[49];
            new RandomShift(1).Apply(pixels, new TensorShape(7, 7, 1), new RandomKey(seed), shifted);
            Assert.Equal(255, shifted.Sum());
            seen.Add(Array.IndexOf(shifted, 255f));
        }
        Assert.Equal([16, 17, 18, 23, 24, 25, 30, 31, 32], seen.Order());
    }

    [Fact]
    public void RandomShift_ByMorePixelsThanTwiceFitAnInteger_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>("pixels", () => new RandomShift(int.MinValue));
        Assert.Throws<ArgumentOutOfRangeException>("pixels", () => new RandomShift(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>("pixels", () => new RandomShift((int.MaxValue / 2) + 1));
        float[] shifted = new float[4];
        new RandomShift(int.MaxValue / 2) { Background = 9 }.Apply([1, 2, 3, 4], new TensorShape(2, 2, 1), new RandomKey(1), shifted);
        Assert.Equal([9f, 9, 9, 9], shifted);
    }

    [Fact]
    public void RandomShift_KeepsChannelsTogether_AndFillsWithTheBackground()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6, 7, 8];
        for (ulong seed = 0; seed < 50; seed++)
        {
            float[] shifted = new float[8];
            new RandomShift(1) { Background = 9 }.Apply(pixels, new TensorShape(2, 2, 2), new RandomKey(seed), shifted);
            for (int i = 0; i < 8; i += 2)
                Assert.True(shifted[i] == 9 ? shifted[i + 1] == 9 : shifted[i + 1] == shifted[i] + 1);
        }
    }

    [Fact]
    public void RandomAffine_OfNothing_IsTheImage()
    {
        byte[] pixels = [.. Enumerable.Range(0, 60).Select(value => (byte)(value * 4))];
        float[] found = new float[60];
        new RandomAffine { Rotation = 0, Scale = 0, Shear = 0, Shift = 0 }.Apply(pixels, new TensorShape(5, 6, 2), new RandomKey(3), found);
        Assert.Equal(pixels.Select(value => (float)value), found);
    }

    [Fact]
    public void RandomAffine_OfLargeChanges_StaysWithinThePixelsRange_AndRepeats()
    {
        byte[] pixels = [.. Enumerable.Range(0, 100).Select(value => (byte)(value * 2))];
        RandomAffine affine = new() { Rotation = 180, Scale = 0.9, Shear = 2, Shift = 1e12 };
        for (ulong seed = 0; seed < 100; seed++)
        {
            float[] first = new float[100];
            float[] second = new float[100];
            affine.Apply(pixels, new TensorShape(10, 10, 1), new RandomKey(seed), first);
            affine.Apply(pixels, new TensorShape(10, 10, 1), new RandomKey(seed), second);
            Assert.All(first, value => Assert.InRange(value, 0, 198));
            Assert.Equal(first, second);
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomAffine { Scale = 1 });
    }

    [Fact]
    public void RandomAffine_OfASymmetricSquare_KeepsItsSymmetry()
    {
        // The four corners of the cross turn into one another, so they stay equal at any angle.
        byte[] square = [0, 200, 0, 200, 0, 200, 0, 200, 0];
        float[] found = new float[9];
        HashSet<string> seen = [];
        for (ulong seed = 0; seed < 20; seed++)
        {
            new RandomAffine { Rotation = 45, Scale = 0, Shear = 0, Shift = 0 }.Apply(square, new TensorShape(3, 3, 1), new RandomKey(seed),
                found);
            Assert.Equal(found[1], found[3], 1e-3f);
            Assert.Equal(found[1], found[5], 1e-3f);
            Assert.Equal(found[1], found[7], 1e-3f);
            seen.Add(found[1].ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        }
        Assert.True(seen.Count > 10);
    }

    [Fact]
    public void Shuffle_PermutesBySeedAndEpoch()
    {
        int[] first = [.. Enumerable.Range(0, 100)];
        int[] again = [.. first], otherEpoch = [.. first], otherSeed = [.. first];
        Shuffling.Shuffle(first, 1, 1);
        Shuffling.Shuffle(again, 1, 1);
        Shuffling.Shuffle(otherEpoch, 1, 2);
        Shuffling.Shuffle(otherSeed, 2, 1);
        Assert.Equal(first, again);
        Assert.NotEqual(first, otherEpoch);
        Assert.NotEqual(first, otherSeed);
        Assert.Equal(Enumerable.Range(0, 100), first.Order());
    }

    [Fact]
    public void Shuffle_GivesEveryOrderEquallyOften()
    {
        Dictionary<string, int> counts = [];
        for (int epoch = 0; epoch < 24_000; epoch++)
        {
            int[] items = [0, 1, 2, 3];
            Shuffling.Shuffle(items, 5, epoch);
            string order = string.Join(' ', items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, counts.Count);
        // Chi squared with 23 degrees of freedom passes 49.73 once in a thousand seeds.
        Assert.True(counts.Values.Sum(count => Math.Pow(count - 1000, 2) / 1000) < 49.73);
    }
}
