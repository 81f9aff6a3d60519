using Cnn;
using LeNetExample.Digits;

namespace LeNetExample.Tests;

public sealed class DrawnDigitsTests
{
    private const int Count = 200;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(16)]
    public void Draw_WithOneSeed_GivesTheSameBytes_WhateverTheThreads(int threads)
    {
        LabeledImages expected = DrawnDigits.Draw(Count, 7, "training", 2);
        LabeledImages found = DrawnDigits.Draw(Count, 7, "training", threads);
        Assert.Equal(expected.Labels, found.Labels);
        Assert.Equal(Pixels(expected), Pixels(found));
    }

    [Theory]
    [InlineData(2, "training")]
    [InlineData(1, "test")]
    public void Draw_OfAnotherSeedOrSet_GivesOtherPicturesInAnotherOrder(int seed, string set)
    {
        LabeledImages first = DrawnDigits.Draw(Count, 1, "training", 2);
        LabeledImages other = DrawnDigits.Draw(Count, seed, set, 2);
        Assert.NotEqual(first.Labels.ToArray(), other.Labels.ToArray());
        for (int i = 0; i < Count; i++) Assert.False(first.GetPixels(i).SequenceEqual(other.GetPixels(i)), $"picture {i} is the same");
    }

    [Fact]
    public void Draw_ShowsEachDigitEquallyOften_AndNotInTurn()
    {
        int[] labels = DrawnDigits.Draw(Count, 1, "training", 2).Labels.ToArray();
        for (int digit = 0; digit < 10; digit++) Assert.Equal(Count / 10, labels.Count(label => label == digit));
        Assert.NotEqual(Enumerable.Range(0, Count).Select(i => i % 10), labels);
    }

    [Fact]
    public void Draw_GivesInkOnBlankPaper_SeldomAtTheEdges()
    {
        LabeledImages digits = DrawnDigits.Draw(Count, 1, "training", 2);
        Assert.Equal(new TensorShape(28, 28, 1), digits.Shape);
        int dirtyEdges = 0;
        for (int i = 0; i < Count; i++)
        {
            byte[] pixels = digits.GetPixels(i).ToArray();
            // A pen one to four pixels wide on a path of 15 to 60 pixels.
            Assert.InRange(pixels.Count(pixel => pixel > 127), 15, 240);
            Assert.True(pixels.Max() >= 150, $"picture {i} is pale");
            // Paper with its grain of at most 10.
            Assert.True(pixels.Count(pixel => pixel <= 10) > 784 / 2, $"picture {i} has little paper");
            if (Enumerable.Range(0, 28)
                .Any(at => pixels[at] > 127 || pixels[27 * 28 + at] > 127 || pixels[at * 28] > 127 || pixels[at * 28 + 27] > 127))
                dirtyEdges++;
        }

        Assert.InRange(dirtyEdges, 0, Count / 10);
    }

    [Fact]
    public void Draw_OfOneDigit_DiffersFromTheMeanOfAnotherMoreThanFromItsOwn()
    {
        LabeledImages digits = DrawnDigits.Draw(1000, 1, "training", 2);
        float[][] means = Means(digits);
        int nearest = 0;
        for (int i = 0; i < digits.Count; i++)
        {
            byte[] pixels = digits.GetPixels(i).ToArray();
            int guess = Enumerable.Range(0, 10)
                .MinBy(digit => pixels.Zip(means[digit], (pixel, mean) => (pixel - mean) * (pixel - mean)).Sum());
            if (guess == digits.Labels[i]) nearest++;
        }

        // Blind guesses are right for 100; what the labels say must be what the pictures show.
        Assert.True(nearest > 600, $"the nearest mean is right for {nearest} of 1000 only");
    }

    private static float[][] Means(LabeledImages digits)
    {
        float[][] sums = [.. Enumerable.Range(0, 10).Select(_ => new float[784])];
        for (int i = 0; i < digits.Count; i++)
        {
            ReadOnlySpan<byte> pixels = digits.GetPixels(i);
            for (int j = 0; j < 784; j++) sums[digits.Labels[i]][j] += pixels[j] * 10f / digits.Count;
        }

        return sums;
    }

    private static byte[] Pixels(LabeledImages digits)
    {
        var pixels = new List<byte>();
        for (int i = 0; i < digits.Count; i++) pixels.AddRange(digits.GetPixels(i));
        return [.. pixels];
    }
}
