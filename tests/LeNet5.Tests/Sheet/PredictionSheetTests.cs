using Cnn;
using LeNetExample.Digits;
using LeNetExample.Sheet;

namespace LeNetExample.Tests;

public sealed class PredictionSheetTests : IDisposable
{
    // 16 tiles of 28 × 3 pixels with gaps of 14 between margins of 48; 10 rows of them, each with a caption of 30, under a header of 56.
    private const int Width = 48 + 16 * 84 + 15 * 14 + 48;
    private const int Height = 48 + 56 + 10 * (84 + 30) + 9 * 14 + 48;

    private static readonly LabeledImages s_images = DrawnDigits.Draw(300, 1, "test", 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(300)]
    public void Save_WritesAReadablePng_HoweverManyAreWrong(int wrong)
    {
        Draw(300, wrong).Save(_folder["sheet.png"]);
        PngFile png = PngFile.Read(_folder["sheet.png"]);
        Assert.Equal((Width, Height), (png.Width, png.Height));
        Assert.Equal((8, 2), (png.BitDepth, png.ColourType));
        Assert.Equal(Height * (1 + 3 * Width), png.Rows.Length);
        Assert.Equal(["sheet.png"], _folder.Content);
    }

    [Fact]
    public void Draw_OfFewerPicturesThanPlaces_LeavesTheOthersBlank()
    {
        Draw(3, 1).Save(_folder["few.png"]);
        Assert.Equal((Width, Height), (PngFile.Read(_folder["few.png"]).Width, PngFile.Read(_folder["few.png"]).Height));
    }

    [Fact]
    public void Draw_MarksTheWrongOnes()
    {
        Draw(300, 0).Save(_folder["right.png"]);
        Draw(300, 1).Save(_folder["wrong.png"]);
        Assert.NotEqual(File.ReadAllBytes(_folder["right.png"]), File.ReadAllBytes(_folder["wrong.png"]));
    }

    [Fact]
    public void Save_OverAFile_ReplacesIt()
    {
        File.WriteAllText(_folder["sheet.png"], "something else");
        Draw(10, 0).Save(_folder["sheet.png"]);
        PngFile.Read(_folder["sheet.png"]);
    }

    [Fact]
    public void Save_OntoAFolder_FailsAndLeavesNothingBehind()
    {
        Directory.CreateDirectory(_folder["taken"]);
        Assert.ThrowsAny<Exception>(() => Draw(10, 0).Save(_folder["taken"]));
        Assert.Equal(["taken"], _folder.Content);
    }

    private static Picture Draw(int count, int wrong) => PredictionSheet.Draw(
        s_images,
        [.. Enumerable.Range(0, count)
            .Select(i => new Prediction(i, s_images.Labels[i], i < wrong ? (s_images.Labels[i] + 1) % 10 : s_images.Labels[i]))]);
}
