using StbImageWriteSharp;
using Zoo.Images;

namespace Zoo.Tests.Images;

public sealed class DamagedPictureTests : IDisposable
{
    private const int Height = 17, Width = 23;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("JPEG", "a.jpg")]
    [InlineData("PNG", "a.png")]
    [InlineData("BMP", "a.bmp")]
    [InlineData("TGA", "a.tga")]
    public void Picture_ThatIsCutOff_IsRefusedAtEveryLength(string format, string name)
    {
        byte[] whole = PictureFile.Noise(format, Height, Width);
        Assert.Equal((Height, Width, 3), Shape(Read(name, whole)));
        for (int length = 0; length < whole.Length; length++) Assert.StartsWith(_folder[name], Refusal(name, whole[..length]));
        Assert.Contains($"is cut off: its {whole.Length - 1} bytes end before the picture does; fetch it again.",
            Refusal(name, whole[..^1]));
    }

    [Fact]
    public void Gif_ThatIsCutOff_IsRefused()
    {
        // One transparent pixel; its last byte only says that no more pictures follow.
        byte[] whole = Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
        Assert.Equal((1, 1, 3), Shape(Read("a.gif", whole)));
        for (int length = 0; length < whole.Length - 1; length++) Refusal("a.gif", whole[..length]);
    }

    [Fact]
    public void Jpeg_WhoseRestIsZeros_IsRefused()
    {
        byte[] jpeg = PictureFile.Noise("JPEG", Height, Width);
        for (int zeros = 1; zeros < jpeg.Length - 2; zeros++)
        {
            byte[] bent = [.. jpeg];
            bent.AsSpan(bent.Length - zeros).Clear();
            Refusal("a.jpg", bent);
        }
    }

    [Fact]
    public void Jpeg_WithSomethingStrangeInTheMiddle_IsRefused()
    {
        byte[] jpeg = PictureFile.Noise("JPEG", Height, Width);
        jpeg[^200] = 0xFF;
        jpeg[^199] = 0x01;
        Assert.Contains($"of its {jpeg.Length} bytes nothing more can be decoded", Refusal("a.jpg", jpeg));
    }

    [Fact]
    public void Jpeg_WithSomethingBehindIt_IsRead() =>
        Read("a.jpg", [.. PictureFile.Noise("JPEG", Height, Width), .. "a film that the camera took"u8]);

    [Fact]
    public void Png_WithAnotherChecksumOfItsPixels_IsRefused()
    {
        byte[] png = PictureFile.Noise("PNG", Height, Width);
        PngChunk pixels = PngChunk.All(png).Single(chunk => chunk.IsNamed("IDAT"u8, png));
        png[pixels.Begin + 4 + pixels.Length - 1] ^= 1;
        Assert.Contains("is damaged: ", Refusal("a.png", png));
    }

    /// <summary>The decoder must neither hang nor stop the program, whatever a file says.</summary>
    [Theory]
    [InlineData("JPEG", "a.jpg")]
    [InlineData("PNG", "a.png")]
    [InlineData("BMP", "a.bmp")]
    public void Pictures_WithAnyByteChanged_AreReadOrRefused(string format, string name)
    {
        byte[] whole = PictureFile.Noise(format, 9, 9);
        var random = new Random(7);
        for (int at = 26; at < whole.Length; at++)
        {
            byte[] bent = [.. whole];
            bent[at] ^= (byte)(1 << random.Next(4));
            File.WriteAllBytes(_folder[name], bent);
            Exception? exception = Record.Exception(() => Picture.Read(_folder[name], 3));
            Assert.True(exception is null or UserException, $"byte {at}: {exception}");
        }
    }

    [Theory]
    [InlineData("a.webp", "RIFF....WEBPVP8 ", "WebP")]
    [InlineData("named.jpg", "RIFF....WEBPVP8 ", "WebP")]
    [InlineData("a.heic", "....ftypheic....", "HEIF")]
    [InlineData("a.avif", "....ftypavif....", "AVIF")]
    [InlineData("a.tif", "II*\0........", "TIFF")]
    [InlineData("a.tiff", "MM\0*........", "TIFF")]
    [InlineData("a.jp2", "....jP  \r\n..", "JPEG 2000")]
    [InlineData("a.jxl", "....JXL \r\n..", "JPEG XL")]
    [InlineData("a.psd", "8BPS\0\u0001....", "Photoshop")]
    public void Pictures_OfOtherKinds_AreNamed(string name, string content, string expected)
    {
        string message = Refusal(name, [.. content.Select(letter => (byte)letter)]);
        Assert.EndsWith($"{name} is a {expected} picture, which this program does not read; convert it to one of JPEG, PNG, BMP, GIF, TGA.",
            message);
    }

    [Fact]
    public void Picture_WithoutItsBeginning_IsRefused() =>
        Assert.Contains("is damaged, or no picture: it begins like none of JPEG, ", Refusal("a.webp", [1, 2, 3]));

    private Picture Read(string name, byte[] content)
    {
        File.WriteAllBytes(_folder[name], content);
        return Picture.Read(_folder[name], 3);
    }

    private string Refusal(string name, byte[] content) => Assert.Throws<UserException>(() => Read(name, content)).Message;

    private static (int, int, int) Shape(Picture picture) => (picture.Height, picture.Width, picture.Channels);
}
