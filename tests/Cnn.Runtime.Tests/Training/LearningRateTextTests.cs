namespace Cnn.Runtime.Tests;

public sealed class LearningRateTextTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.05f, "0.05")]
    [InlineData(0.1f, "0.1")]
    [InlineData(25, "25")]
    [InlineData(1e-5f, "0.00001")]
    [InlineData(1e-7f, "1e-7")]
    [InlineData(2.5e-11f, "2.5e-11")]
    [InlineData(1e8f, "1e8")]
    [InlineData(3e38f, "3e38")]
    public void Rates_AreWrittenAsPeopleDo(float rate, string text) => Assert.Equal(text, LearningRateText.Of(rate));

    [Theory]
    [InlineData(3e38f, "0.1")]
    [InlineData(3, "0.1")]
    [InlineData(1, "0.1")]
    [InlineData(0.5f, "0.05")]
    [InlineData(0.1f, "0.01")]
    [InlineData(0.025f, "0.002")]
    [InlineData(1e-5f, "0.000001")]
    [InlineData(1e-7f, null)]
    [InlineData(0, null)]
    public void SmallerRate_IsATenthOfOneDigit_AndSensible(float rate, string? text) => Assert.Equal(text, LearningRateText.Smaller(rate));
}
