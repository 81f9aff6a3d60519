namespace Cnn.Generators.Tests;

/// <summary>The C# of a page compiles, and does without an exception what it shows.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("training.md")]
    [InlineData("long-trainings.md")]
    public void EverySample_CompilesAndRuns(string name)
    {
        string text = File.ReadAllText(Path.Combine(Repository.Root, "docs", name));
        SamplePage page = new("docs/" + name, text);
        // A fence of another spelling would be passed over.
        Assert.Equal(text.Split("```cs").Length - 1, page.Samples.Count);
        Assert.NotEmpty(page.Running);
        using SampleRun run = new(page);
        foreach (int line in page.Running)
        {
            var (exitCode, output) = run.Run(line);
            Assert.True(exitCode == 0, $"docs/{name}({line}): the sample ended with {exitCode}:\n{output}");
        }
    }

    private const string Page =
        """
        # Page
        ```csharp
        int[] numbers = [1, 2, 3];
        ```
        Text
        ```csharp
        Console.WriteLine(Sum.Of(numbers));

        public static class Sum
        {
            public static int Of(int[] numbers) => numbers.Sum();
        }
        ```
        """;

    [Fact]
    public void Sample_GoesOnFromTheBeginning_WithThePagesTypes()
    {
        SamplePage page = new("page.md", Page);
        Assert.Equal([3, 7], page.Running);
        using SampleRun run = new(page);
        Assert.Equal((0, "6" + Environment.NewLine), run.Run(7));
    }

    [Fact]
    public void WrongSample_IsToldWithItsLine()
    {
        string message = Assert.Throws<InvalidOperationException>(
            () => new SampleRun(new("page.md", Page.Replace("Sum.Of(numbers)", "Sum.All(numbers)", StringComparison.Ordinal)))).Message;
        Assert.Contains("page.md(7): CS", message);
    }

    [Fact]
    public void SampleThatThrows_IsNotPassedOver()
    {
        string page = Page.Replace("[1, 2, 3]", "int.Parse(\"one\") == 1 ? [1] : [2]", StringComparison.Ordinal);
        using SampleRun run = new(new("page.md", page));
        var (exitCode, output) = run.Run(7);
        Assert.NotEqual(0, exitCode);
        Assert.Contains("FormatException", output);
    }
}
