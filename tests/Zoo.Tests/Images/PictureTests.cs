using Zoo.Images;

namespace Zoo.Tests.Images;

public class PictureTests
{
    [Fact]
    public void Preprocessing_TurnsTheChannels()
    {
        float[] caffe = Preprocessing.Caffe.Apply([200, 120, 100]);
        Assert.Equal([100f - 104, 120 - 117, 200 - 123], caffe);
        float[] torchvision = Preprocessing.Torchvision.Apply([255, 0, 51]);
        Assert.Equal([(1 - 0.485f) / 0.229f, -0.456f / 0.224f, (0.2f - 0.406f) / 0.225f], torchvision, (a, b) => Math.Abs(a - b) < 1e-5f);
    }

    // By hand: each new pixel is the triangle's mean of the old ones under it, 3, 3 and 1 parts of 7 from the edge; enlarged, a mean of the
    // two nearest.
    [Theory]
    [InlineData(new byte[] { 0, 80, 160, 240 }, 2, new byte[] { 57, 183 })]
    [InlineData(new byte[] { 0, 200 }, 4, new byte[] { 0, 50, 150, 200 })]
    [InlineData(new byte[] { 7, 9, 250 }, 3, new byte[] { 7, 9, 250 })]
    public void Scaling_WeighsByATriangle(byte[] row, int width, byte[] expected)
    {
        Assert.Equal(expected, Resampling.Scale(new Picture(1, row.Length, 1, row), 1, width).Pixels);
        Assert.Equal(expected, Resampling.Scale(new Picture(row.Length, 1, 1, row), width, 1).Pixels);
    }

    [Fact]
    public void Middle_IsCutOut()
    {
        var picture = new Picture(3, 5, 1, [.. Enumerable.Range(0, 15).Select(i => (byte)i)]);
        Assert.Equal([6, 7, 8], picture.CutMiddle(1, 3).Pixels);
    }

    /// <summary>JPEGs against pixels that Pillow decoded, scaled to 256×256 and cut; decoders may round differently.</summary>
    [SkippableFact]
    public void Jpegs_AreScaledAndCutAsByPillow()
    {
        string folder = TestData.Require("data", "imagenet-samples", "jpeg");
        byte[] pixels = File.ReadAllBytes(TestData.Require("data", "imagenet-samples", "imagenet50_227x227x3_rgb_u8.bin"));
        string[] files = [.. File.ReadLines(TestData.Require("data", "imagenet-samples", "imagenet50.tsv")).Skip(1)
            .Select(line => line.Split('\t')[2])];
        string[] jpegs = [.. Directory.GetFiles(folder)];
        Assert.NotEmpty(jpegs);
        foreach (string jpeg in jpegs)
        {
            byte[] found = Picture.Read(jpeg, 3).Fit(227, 227, Fitting.Squash).Pixels;
            ReadOnlySpan<byte> expected = pixels.AsSpan(Array.IndexOf(files, Path.GetFileName(jpeg)) * found.Length, found.Length);
            double difference = 0;
            for (int i = 0; i < found.Length; i++) difference += Math.Abs(found[i] - expected[i]);
            Assert.InRange(difference / found.Length, 0, 1);
        }
    }
}
