namespace Cnn.Dsl.Tests;

public class MemorySizeTests
{
    [Theory]
    [InlineData("1 B", 1)]
    [InlineData("1 MB", 1_048_576)]
    [InlineData("64MB", 67_108_864)]
    [InlineData("  1.5\tKB ", 1536)]
    [InlineData("0.001 KB", 1)]
    [InlineData("2 GB", 2_147_483_648)]
    [InlineData("8589934591 GB", 9_223_372_035_781_033_984)]
    public void ANumberAndAUnit_AreBytes(string text, long bytes) =>
        Assert.Equal(bytes, Cultures.Under("de-DE", () => MemorySize.Parse(text)));

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("64")]
    [InlineData("64 mb")]
    [InlineData("64 Mb")]
    [InlineData("64 TB")]
    [InlineData("-1 MB")]
    [InlineData("0 MB")]
    [InlineData("0.0001 KB")]
    [InlineData("1,5 MB")]
    [InlineData("1 000 MB")]
    [InlineData("1e3 MB")]
    [InlineData("8589934592 GB")]
    [InlineData("99999999999999999999999999999999 B")]
    [InlineData("NaN MB")]
    public void AnythingElse_IsNone(string text) => Assert.Null(MemorySize.Parse(text));

    [Theory]
    [InlineData(0, "0 bytes")]
    [InlineData(1_048_575, "1,048,575 bytes")]
    [InlineData(1_048_576, "1,048,576 bytes (1.0 MB)")]
    [InlineData(1_200_000_000, "1,200,000,000 bytes (1,144.4 MB)")]
    public void Bytes_AreShownWithMegabytes(long bytes, string text) =>
        Assert.Equal(text, Cultures.Under("fi-FI", () => MemorySize.Format(bytes)));
}
