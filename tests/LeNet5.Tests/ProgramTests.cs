using System.Text.RegularExpressions;
using Cnn.Examples;

namespace LeNetExample.Tests;

public sealed partial class ProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Help_NamesEveryOption()
    {
        ProgramResult result = ExampleProgram.Run("LeNet5", _folder.Root, "--help");
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        foreach (string option in (string[])["--data", "--download", "--epochs", "--seed", "--threads", "--output", "--augment",
            "--no-augment"])
            Assert.Contains(option, result.Output);
        Assert.Empty(_folder.Content);
    }

    [Theory]
    [InlineData("--bogus", "--bogus")]
    [InlineData("--epochs", "--epochs")]
    [InlineData("--epochs 0", "from 1 to 1000, not '0'")]
    [InlineData("--epochs 1.5", "from 1 to 1000, not '1.5'")]
    [InlineData("--seed -1", "--seed takes a whole number from 0")]
    [InlineData("--threads 99999999999", "--threads takes a whole number")]
    [InlineData("--data a --download", "exclude each other")]
    [InlineData("--augment --no-augment", "exclude each other")]
    [InlineData("--data missing", "'missing' does not exist")]
    public void BadArguments_AreExplained_AndNothingIsWritten(string arguments, string expected)
    {
        ExpectFailure(expected, arguments.Split(' '));
        Assert.Empty(_folder.Content);
    }

    [Fact]
    public void DataFolder_ThatIsAFile_IsExplained()
    {
        File.WriteAllText(_folder["file"], "");
        ExpectFailure("'file' is a file", "--data", "file");
        Assert.Equal(["file"], _folder.Content);
    }

    [Fact]
    public void DataFolder_WithoutTheFiles_IsExplained()
    {
        Directory.CreateDirectory(_folder["data"]);
        ExpectFailure("holds neither train-images-idx3-ubyte nor", "--data", "data");
        Assert.Equal(["data"], _folder.Content);
    }

    [Fact]
    public void TruncatedImages_AreExplained_AndNothingIsWritten()
    {
        IdxFolder.Write(_folder["data"]);
        string images = Path.Combine(_folder["data"], IdxFolder.TrainingImages);
        using (FileStream file = File.OpenWrite(images)) file.SetLength(file.Length - 1);
        string[] before = [.. _folder.Content];
        ProgramResult result = ExpectFailure("expected 235200 bytes of images after the header, found 235199", "--data", "data");
        Assert.Contains(IdxFolder.TrainingImages, result.Errors);
        Assert.Equal(before, _folder.Content);
    }

    [Theory]
    [InlineData("taken")]
    [InlineData("taken/below")]
    public void OutputFolder_ThatCannotBe_IsExplained(string output)
    {
        File.WriteAllText(_folder["taken"], "");
        IdxFolder.Write(_folder["data"]);
        string[] before = [.. _folder.Content];
        ExpectFailure($"The output folder '{output}' cannot be written", "--data", "data", "--output", output);
        Assert.Equal(before, _folder.Content);
    }

    [Fact]
    public void Run_OnAFewDigits_WritesTheWeightsAndThePicture_AndRepeats()
    {
        IdxFolder.Write(_folder["data"]);
        ProgramResult first = Learn("first", "--seed", "3", "--threads", "1");
        Assert.Equal(["digits.png", "lenet5.safetensors"],
            Directory.GetFiles(_folder["first"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Contains("300 training and 200 test images", first.Output);
        Assert.Contains("bit for bit", first.Output);

        Match[] sums = [.. (IEnumerable<Match>)Sha256().Matches(first.Output)];
        Assert.Equal(["LeNet5.cs", "LeNet5Text.cnn"], sums.Select(sum => sum.Groups["spelling"].Value));
        Assert.Equal(sums[0].Groups["sum"].Value, sums[1].Groups["sum"].Value);

        LeNet5 learnt = LeNet5.Load(Path.Combine(_folder["first"], "lenet5.safetensors"));
        Assert.NotEqual(LeNet5.Create(3).Parameters[0].ToArray(), learnt.Parameters[0].ToArray());
        PngFile.Read(Path.Combine(_folder["first"], "digits.png"));

        Learn("second", "--seed", "3", "--threads", "2");
        Assert.Equal(Weights("first"), Weights("second"));
        Assert.Equal(File.ReadAllBytes(_folder["first/digits.png"]), File.ReadAllBytes(_folder["second/digits.png"]));
        Learn("third", "--seed", "4");
        Assert.NotEqual(Weights("first"), Weights("third"));
    }

    private byte[] Weights(string output) => File.ReadAllBytes(Path.Combine(_folder[output], "lenet5.safetensors"));

    private ProgramResult Learn(string output, params string[] more)
    {
        ProgramResult result = ExampleProgram.Run("LeNet5", _folder.Root, ["--data", "data", "--epochs", "1", "--output", output, .. more]);
        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        return result;
    }

    private ProgramResult ExpectFailure(string expected, params string[] arguments)
    {
        ProgramResult result = ExampleProgram.Run("LeNet5", _folder.Root, arguments);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(expected, result.Errors);
        // One line, which a stack trace is not.
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
        Assert.DoesNotContain("   at ", result.Errors);
        return result;
    }

    [GeneratedRegex(@"^  (?<sum>[0-9a-f]{64})  (?<spelling>\S+)", RegexOptions.Multiline)]
    private static partial Regex Sha256();
}
