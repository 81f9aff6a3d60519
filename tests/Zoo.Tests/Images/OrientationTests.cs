using Zoo.Images;

namespace Zoo.Tests.Images;

public sealed class OrientationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // As EXIF defines them: where row 0 and column 0 of the file are seen. 1 2 3 / 4 5 6 in the file.
    [Theory]
    [InlineData(1, 2, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, 2, new byte[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(3, 2, new byte[] { 6, 5, 4, 3, 2, 1 })]
    [InlineData(4, 2, new byte[] { 4, 5, 6, 1, 2, 3 })]
    [InlineData(5, 3, new byte[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData(6, 3, new byte[] { 4, 1, 5, 2, 6, 3 })]
    [InlineData(7, 3, new byte[] { 6, 3, 5, 2, 4, 1 })]
    [InlineData(8, 3, new byte[] { 3, 6, 2, 5, 1, 4 })]
    public void Picture_IsTurned(int orientation, int height, byte[] expected)
    {
        Picture turned = new Picture(2, 3, 1, [1, 2, 3, 4, 5, 6]).Turn(orientation);
        Assert.Equal((height, 6 / height), (turned.Height, turned.Width));
        Assert.Equal(expected, turned.Pixels);
        Picture colours = new Picture(2, 3, 3,
            [.. Enumerable.Range(1, 6).SelectMany(n => new[] { (byte)n, (byte)(n + 10), (byte)(n + 20) })]).Turn(orientation);
        Assert.Equal(expected.SelectMany(n => new[] { n, (byte)(n + 10), (byte)(n + 20) }), colours.Pixels);
    }

    [Fact]
    public void Jpegs_AreTurnedAsTheirExifSays()
    {
        byte[] jpeg = PictureFile.Noise("JPEG", 10, 21);
        Picture upright = Read(jpeg);
        for (int orientation = 1; orientation <= 8; orientation++)
        {
            foreach (bool littleEndian in (bool[])[false, true])
            {
                Picture turned = Read(PictureFile.WithExif(jpeg, PictureFile.Exif(orientation, littleEndian)));
                Assert.Equal((orientation >= 5 ? 21 : 10, upright.Turn(orientation).Pixels), (turned.Height, turned.Pixels), (a, b) =>
                    a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2));
            }
        }
    }

    [Fact]
    public void Pngs_AreTurnedAsTheirExifSays()
    {
        byte[] png = PictureFile.Noise("PNG", 10, 21), exif = PictureFile.Exif(6, littleEndian: false);
        // After the first chunk, of 13 bytes; checksums of chunks without pixels are not looked at.
        byte[] with = [.. png[..33], 0, 0, 0, (byte)exif.Length, .. "eXIf"u8, .. exif, 0, 0, 0, 0, .. png[33..]];
        Assert.Equal(Read(png).Turn(6).Pixels, Read(with).Pixels);
    }

    [Fact]
    public void Exif_ThatIsDamaged_LeavesThePictureAsItIs()
    {
        byte[] jpeg = PictureFile.Noise("JPEG", 10, 21), exif = PictureFile.Exif(6, littleEndian: true);
        byte[] upright = Read(jpeg).Pixels;
        for (int length = 0; length < exif.Length - 12; length++)
            Assert.Equal(upright, Read(PictureFile.WithExif(jpeg, exif[..length])).Pixels);
        foreach (int orientation in (int[])[0, 9, 65535])
            Assert.Equal(upright, Read(PictureFile.WithExif(jpeg, PictureFile.Exif(orientation, littleEndian: true))).Pixels);
        exif[7] = 0x80;
        Assert.Equal(upright, Read(PictureFile.WithExif(jpeg, exif)).Pixels);
    }

    private Picture Read(byte[] content)
    {
        File.WriteAllBytes(_folder["picture"], content);
        return Picture.Read(_folder["picture"], 3);
    }
}
